"""Personal text at rest: sealed with the person's own key, found again by keyed hashes, keys kept outside the database."""

from homeward.access.sealing.vault import SEALED_OVERHEAD, Vault, vault

__all__ = ["SEALED_OVERHEAD", "Vault", "vault"]

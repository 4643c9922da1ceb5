"""Who made a file that left an installation: a signature (Ed25519, RFC 8032) that anybody checks who knows its public key.

Comes in: 32 secret bytes and what is signed, or a public key as a file and what it is said to have signed. Goes out: a signature, or
whether it holds. A key is known by its fingerprint, the SHA-256 of its DER form: `openssl pkey -pubin -outform DER | sha256sum`.
Needs neither the platform nor the network: a recipient uses it too.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

_BEGINS = b"-----BEGIN PUBLIC KEY-----"


def signature_of(secret: bytes, document: bytes) -> bytes:
    """Sign a document with the 32 bytes of a key."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(document)


def public_key(secret: bytes) -> bytes:
    """The public half of a key, as the text of a PEM file."""
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(pem: bytes) -> str:
    """The fingerprint of a public key, in hexadecimal. Raises `ValueError` where the bytes are no such key."""
    written = _read(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(written).hexdigest()


def signed(pem: bytes, signature: bytes, document: bytes) -> bool:
    """Whether a key signed exactly this document. Raises `ValueError` where the bytes are no such key."""
    try:
        _read(pem).verify(signature, document)
    except InvalidSignature:
        return False
    return True


def in_groups(fingerprint: str) -> str:
    """A fingerprint as it is read out: in groups of four."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _read(pem: bytes) -> Ed25519PublicKey:
    if not pem.startswith(_BEGINS):  # a reader of such files looks for a key anywhere in them
        raise ValueError("no file of a key")
    try:
        key = load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise ValueError("no key of this kind") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("a key of another kind")
    return key

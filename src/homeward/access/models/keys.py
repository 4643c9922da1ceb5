"""One wrapped data key per subject: a person, a household, an import. Erasing a subject destroys its key.

Comes in: what the vault wrapped. Goes out: rows. Never an unwrapped key.
"""

from __future__ import annotations

from django.db import models

from homeward.kernel.ids import uuid7


class SubjectKey(models.Model):
    """The data key of one subject. Once it was destroyed, `wrapped` is empty and `proof` is the SHA-256 of what it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField()
    proof = models.BinaryField(default=b"")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="subject_key_destroyed_is_empty",
                condition=models.Q(destroyed_at__isnull=True) | (models.Q(wrapped=b"") & ~models.Q(proof=b"")),
            )
        ]

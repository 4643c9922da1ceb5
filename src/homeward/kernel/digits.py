"""Digits of the scripts that people write here, as the ten that are compared.

Comes in: text with Arabic-Indic or Persian digits among anything else. Goes out: the same text with European ones.
"""

from __future__ import annotations

from typing import Final

_TO_EUROPEAN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def european(text: str) -> str:
    """The text with European digits."""
    return text.translate(_TO_EUROPEAN)

"""Text that a spreadsheet will not take for a formula, whatever sign it begins with.

Comes in: text. Goes out: text, with an apostrophe before it where a program might evaluate it. The same text is never marked twice.
"""

from __future__ import annotations

from typing import Final

# What programs take for the beginning of a formula or of a command, the full-width forms too.
_BEGIN: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def harmless(text: str) -> str:
    """A cell's text, marked as text where it could be taken for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_BEGIN) or text.startswith(_BEGIN) else text

"""The few shapes that stand beside words: one for each state, drawn in one 16 × 16 set.

Comes in: the name of a state. Goes out: an inline drawing that a screen reader passes over, for its word stands beside it.
Never a colour alone, and never a shape without its word.
"""

from __future__ import annotations

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Each state has its own outline, so that it is told apart in black and white.
_PATHS: Final = {
    "plain": '<circle cx="8" cy="8" r="3.5"/>',
    "info": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M7.2 7h1.6v4H7.2zM7.2 4.6h1.6v1.6H7.2z"/>',
    "waiting": '<path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm0 1.5v10A5 5 0 0 1 8 3Z"/>',
    "blocked": '<path d="M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5Zm-.5 5.6v1.8h7V7.1Z"/>',
    "done": '<path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm-.9 9.4 4.5-5-1.1-1-3.4 3.8-1.7-1.6-1 1.1Z"/>',
    "past": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.2 2"/>',
    "open": '<circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "lock": '<path d="M4 7V5a4 4 0 0 1 8 0v2h1v7.5H3V7Zm1.6 0h4.8V5a2.4 2.4 0 0 0-4.8 0Z"/>',
    "eye": '<path d="M8 3.2C4.6 3.2 2 5.6 1 8c1 2.4 3.6 4.8 7 4.8s6-2.4 7-4.8c-1-2.4-3.6-4.8-7-4.8Zm0 7.6'
    'a2.8 2.8 0 1 1 0-5.6 2.8 2.8 0 0 1 0 5.6Z"/>',
    "search": '<path d="M6.8 1.8a5 5 0 1 0 3 9l3.2 3.2 1.1-1.1-3.2-3.2a5 5 0 0 0-4.1-7.9Zm0 1.5'
    'a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z"/>',
}
STATES: Final = ("plain", "info", "open", "waiting", "blocked", "done", "past")


def shape(name: str, size: int = 16) -> SafeString:
    """The drawing of a state or thing. Raises `KeyError` for a name that is not in the set: a defect of the page."""
    return format_html(
        '<svg class="shape" width="{0}" height="{0}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{1}</svg>',
        size,
        mark_safe(_PATHS[name]),  # noqa: S308 - drawings written above
    )

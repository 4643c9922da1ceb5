"""The smallest destination pack that there is, as a document to be changed by a test."""

from __future__ import annotations

from typing import Any

from homeward.pathway.facts.packs import LANGUAGES

SAID = {one: f"A sentence in {one}." for one in LANGUAGES}


def good() -> dict[str, Any]:
    """The smallest pack that there is."""
    return {
        "key": "small", "version": 1, "country": "IQ", "titles": SAID, "authorities": [{"key": "office", "titles": SAID}],
        "items": [
            {
                "key": "paper", "titles": SAID, "before": "repatriation_decision", "kind": "request_and_answer", "help": SAID,
                "role": "case_manager", "due_days": 14, "authority": "office", "whom": "adults",
                "answers": [
                    {"key": "yes", "titles": SAID, "does": "satisfies"},
                    {"key": "no", "titles": SAID, "does": "stops", "objection": SAID},
                ],
            }
        ],
    }  # fmt: skip

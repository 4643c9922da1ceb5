"""Evidence in words says what the numbers say, all of it and nothing else."""

from __future__ import annotations

from homeward.screening.evidence import slot_keys
from homeward.screening.features import SLOTS, Slot


def test_every_slot_has_a_key_that_files_can_keep() -> None:
    keys = slot_keys()
    assert len(keys) == len(set(keys)) == SLOTS
    assert keys[:2] == ("recorded_1", "recorded_2")
    assert keys[8:10] == ("listed_1", "listed_2")
    assert keys[Slot.ORDER :] == (
        "order", "alternatives", "birth", "sex", "nationality", "birth_place", "father", "mother", "document", "prior",
    )  # fmt: skip

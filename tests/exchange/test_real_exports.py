"""The files that a real exporter made of invented people: all three are understood the same way."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from homeward.exchange.reading.opening import read_file
from homeward.exchange.rules.headings import is_system, suggested
from homeward.exchange.rules.joining import joined
from homeward.exchange.rules.people import Reader
from homeward.kernel.errors import Unreadable

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
KOBO = SHARED / "data" / "kobo"
FILES = (
    "camp_registration_export_xmlnames_hxl.xlsx",
    "camp_registration_export_labels_en.xlsx",
    "camp_registration_api_v2_data.json",
)
pytestmark = pytest.mark.skipif(
    not KOBO.is_dir(), reason="The Kobo exports are not here. Set HOMEWARD_SHARED to their folder."
)


def understood(name: str):
    received = joined(read_file(name, (KOBO / name).read_bytes()))
    reader = Reader(received.columns, suggested(received.columns), date(2026, 3, 10))
    return received, [reader.understood(record) for record in received.records]


@pytest.mark.parametrize("name", FILES)
def test_six_people_in_three_households_none_faulty(name) -> None:
    _, found = understood(name)
    assert len(found) == 6 and not any(one.faulty for one in found)
    assert len({one.entry.household for one in found}) == 3
    assert [one.entry.role.value for one in found] == ["head", "child", "child", "head", "head", "foster_child"]


def test_all_three_state_the_same_but_for_the_word_for_the_camp() -> None:
    first, *others = ([one.entry.statements for one in understood(name)[1]] for name in FILES)
    assert all(other == first for other in others)


@pytest.mark.parametrize("name", FILES)
def test_what_is_kept_nowhere_is_the_origin_and_the_place_on_the_map(name) -> None:
    received, _ = understood(name)
    used = {(use.sheet, use.column) for use in suggested(received.columns).uses}
    left = [c.name for c in received.columns if (c.sheet, c.name) not in used and not is_system(c)]
    assert len(left) == 4 and not any("name" in one.lower() for one in left)


def test_the_forms_own_description_is_no_export() -> None:
    with pytest.raises(Unreadable, match="no list of submissions"):
        read_file("x.json", (KOBO / "camp_registration_xlsform_content.json").read_bytes())

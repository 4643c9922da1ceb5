"""The how-to on destination packs names every field and every word of a pack, and its example is one."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
import yaml

from homeward.pathway.facts.packs import (
    Answer,
    Barrier,
    Document,
    Does,
    Item,
    ItemKind,
    Paper,
    Reception,
    Unit,
    Weekday,
    Whom,
)
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.rules.pack_files import read
from homeward.pathway.rules.packs import LAST, ORDER, recorders

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/write-a-destination-pack.md").read_text("utf-8")
NAMED = set(re.findall(r"`([a-z_]+)`", PAGE))


@pytest.mark.parametrize("struct", [Document, Item, Answer, Barrier, Paper, Reception])
def test_every_field_is_named(struct: type[msgspec.Struct]) -> None:
    assert set(struct.__struct_fields__) <= NAMED


def test_every_word_is_named() -> None:
    words = {str(one) for kind in (ItemKind, Whom, Does, Weekday, Unit, ServiceKind) for one in kind}
    stages = {str(stage) for stage, number in ORDER.items() if number <= ORDER[LAST]}
    assert words | stages | recorders() <= NAMED


def test_the_example_is_a_pack() -> None:
    example = re.search(r"^( {8}key: smallland\n(?: {8}.*\n)+)", PAGE, re.MULTILINE)
    assert example
    text = "\n".join(line[8:] for line in example[1].splitlines()).replace("…", "x")
    assert read(text, "example.yaml").items[0].key == "citizenship"
    assert yaml.safe_load(text)["country"] == "XX"

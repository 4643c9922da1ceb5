"""Guardrail 14, side: the manifest of a convoy leaves under an agreement and with its conditions, or not at all.

How: pathway.actions.manifests asks access.disclosure_check before the file is made, and writes the disclosure down before it is handed out.
"""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from actors import MakeActor
from convoyed import ConvoyOf
from homeward.access.actions import agreement_make
from homeward.access.errors import Refused
from homeward.access.facts import Agreement, Category, Purpose, Role
from homeward.access.models import Disclosure, DisclosureItem
from homeward.pathway.actions.journeys import journey_set
from homeward.pathway.actions.manifests import ManifestAsk, manifest_disclose
from homeward.pathway.facts.manifests import ManifestColumn, ManifestForm

pytestmark = pytest.mark.django_db
CAVEAT = "Not passed on to others."
KINDS = frozenset({Category.NAME, Category.SEX, Category.BIRTH, Category.HOUSEHOLD, Category.NEED})


@pytest.fixture
def under(a_convoy: ConvoyOf, actor: MakeActor):
    """`under(**changes)`: an agreement in force, and its id."""
    officer = actor(Role.DATA_PROTECTION_OFFICER)

    def make(**other: object) -> UUID:
        given = {
            "recipient": "Reception authority", "title": "Manifests", "basis": "Memorandum, article 4",
            "purposes": frozenset({Purpose.RETURN}), "categories": KINDS, "starts": timezone.now(),
            "until": timezone.now() + timedelta(days=30), "caveats": (CAVEAT,), "children": True,
        }  # fmt: skip
        return agreement_make(officer, agreement=Agreement(**given | other))

    return make


def _disclose(convoy: ConvoyOf, agreement: UUID, **other: object) -> bytes:
    ask = ManifestAsk(agreement, ManifestForm.XLSX, **{"accepted": frozenset({CAVEAT})} | other)
    return manifest_disclose(convoy.planner, convoy.id, ask, paper=lambda *_: b"")


def test_a_manifest_leaves_with_its_conditions_in_every_row_and_is_written_down(a_convoy: ConvoyOf, under) -> None:
    content = _disclose(a_convoy, under())
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Manifest").to_python()
    assert len(rows) == 3
    assert all(CAVEAT in row[-1] for row in rows[1:])
    row = Disclosure.objects.get(ready=True)
    assert (row.persons, row.recipient, row.caveats) == (2, "Reception authority", [CAVEAT])
    assert set(DisclosureItem.objects.values_list("person_id", flat=True)) == set(a_convoy.home.family.person_ids)


@pytest.mark.parametrize(
    ("agreement", "asked"),
    [
        ({}, {"accepted": frozenset()}),
        ({"children": False}, {}),
        ({"purposes": frozenset({Purpose.IDENTITY})}, {}),
    ],
)
def test_nothing_leaves_where_the_agreement_does_not_allow_it(
    a_convoy: ConvoyOf, under, agreement: dict, asked: dict
) -> None:
    with pytest.raises(Refused):
        _disclose(a_convoy, under(**agreement), **asked)
    assert not Disclosure.objects.exists()


def test_a_manifest_holds_no_column_that_the_agreement_does_not_cover(a_convoy: ConvoyOf, under) -> None:
    content = _disclose(a_convoy, under(categories=frozenset({Category.NAME, Category.HOUSEHOLD})))
    head = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Manifest").to_python()[0]
    held = {
        ManifestColumn.NUMBER,
        ManifestColumn.NAME,
        ManifestColumn.ROMANISED,
        ManifestColumn.HOUSEHOLD,
        ManifestColumn.VEHICLE,
    }
    assert set(head[:-1]) == {column.value for column in held}


def test_what_the_escort_must_know_does_not_leave_with_whoever_may_not_read_needs(
    a_convoy: ConvoyOf, under, actor: MakeActor
) -> None:
    manager = actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    journey_set(manager, a_convoy.home.mother, wheelchair=True, escort=False, words="Insulin at noon.", version=0)
    content = _disclose(a_convoy, under(), needs=True)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    text = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    assert "Insulin" not in text
    assert "wheelchair" not in text


def test_whoever_only_leads_the_convoy_passes_nothing_on(a_convoy: ConvoyOf, under) -> None:
    ask = ManifestAsk(under(), ManifestForm.XLSX, frozenset({CAVEAT}))
    with pytest.raises(Refused):
        manifest_disclose(a_convoy.lead, a_convoy.id, ask, paper=lambda *_: b"")
    assert not Disclosure.objects.exists()

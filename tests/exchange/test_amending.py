"""Changed rows: shown against what is recorded, recorded only where somebody says so, once however often it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from exchange_files import FAMILIES, kobo_xlsx, work
from homeward.access.facts import Actor, Role
from homeward.exchange import models
from homeward.exchange.actions import amending
from homeward.exchange.actions.amending import amend_chunk
from homeward.exchange.actions.deciding import import_merge, import_preview, import_withdraw
from homeward.exchange.facts.imports import ImportRow, ImportState, Outcome
from homeward.exchange.selectors.imports import import_of, import_rows
from homeward.kernel.errors import BadInput
from homeward.registry.actions.persons import claims_record
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Source, Statement
from homeward.registry.facts.values import ClaimKind, ParentRole, ParentValue
from homeward.registry.selectors.persons import person_file, persons_latest
from homeward.registry.selectors.search import persons_search

CHANGED = (("mother_name", "Invented Mother"), ("birth_date", "1990-01-01"))


def changed_file(*changes: tuple[str, str]) -> bytes:
    """The file of the two invented families, with other answers of the first person."""
    household, people = FAMILIES[0]
    return kobo_xlsx(((household, ({**people[0], **dict(changes)}, *people[1:])), FAMILIES[1]))


@pytest.fixture
def salma(merged: Any, officer: Actor) -> UUID:
    merged(changed_file(("mother_name", "Hana")))
    return persons_search(officer, "Salma Nuri").rows[0].id


def decided(officer: Actor, row: ImportRow, **more: bool) -> ImportRow:
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    import_merge(actor=officer, import_id=row.id, version=row.version, **more)
    work()
    return import_of(officer, row.id)


def said(officer: Actor, person_id: UUID, kind: ClaimKind) -> list[Any]:
    return [one for one in person_file(officer, person_id).claims if one.kind is kind and one.current]


def test_the_preview_says_what_is_recorded_and_what_the_file_says(officer, checked, salma) -> None:
    row = checked(changed_file(*CHANGED, ("father_name", "Nuri Khalid")))
    (shown,) = import_rows(officer, row.id, outcome=Outcome.CHANGED).rows
    assert shown.person_id == salma
    found = {one.stated.kind: (one.effect.value, one.recorded is None) for one in shown.differences}
    assert found[ClaimKind.BIRTH] == ("replaces", False)
    parents = [
        (one.stated.answer.value.name, one.effect.value) for one in shown.differences if one.stated.kind == "parent"
    ]
    assert sorted(parents) == [("Invented Mother", "replaces"), ("Nuri Khalid", "adds")]


def test_without_a_word_nothing_of_a_changed_row_is_recorded(officer, checked, salma) -> None:
    row = checked(changed_file(*CHANGED))
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    with pytest.raises(BadInput, match="Nobody in this file is new"):
        import_merge(actor=officer, import_id=row.id, version=row.version)
    assert [one.value.name for one in said(officer, salma, ClaimKind.PARENT)] == ["Hana"]


def test_what_changed_is_recorded_and_the_next_time_it_is_here(officer, checked, salma) -> None:
    row = decided(officer, checked(changed_file(*CHANGED)), record_changed=True)
    assert (row.state, row.counts.changed, row.counts.amended, row.counts.merged) == (ImportState.MERGED, 0, 1, 0)
    (mother,) = said(officer, salma, ClaimKind.PARENT)
    assert (mother.value.name, mother.source) == ("Invented Mother", Source.IMPORT)
    assert said(officer, salma, ClaimKind.BIRTH)[0].value.date.iso() == "1990"
    history = [one.value.name for one in person_file(officer, salma).claims if one.kind is ClaimKind.PARENT]
    assert sorted(history) == ["Hana", "Invented Mother"]
    again = checked(changed_file(*CHANGED))
    assert (again.counts.already_here, again.counts.changed) == (5, 0)
    assert persons_latest(officer)[1] == 5


def test_two_files_with_the_same_changes_record_them_once(officer, checked, salma) -> None:
    first, second = checked(changed_file(*CHANGED)), checked(changed_file(*CHANGED))
    for row in (first, second):
        assert decided(officer, row, record_changed=True).counts.amended == 1
    assert len([one for one in person_file(officer, salma).claims if one.kind is ClaimKind.PARENT]) == 2


def test_a_piece_done_again_changes_nothing(officer, checked, salma, monkeypatch) -> None:
    monkeypatch.setattr(amending, "CHUNK", 1)
    row = checked(changed_file(*CHANGED))
    decided(officer, row, record_changed=True)
    version = person_file(officer, salma).row.version
    models.StagedRow.objects.filter(imported=row.id, outcome="amended").update(outcome="changed", person_id=None)
    progress = amend_chunk(officer, row.id, {})
    assert progress.write is not None
    progress.write()
    assert person_file(officer, salma).row.version == version


def test_what_a_clerk_recorded_since_stays(officer, actor, site, checked, salma) -> None:
    clerk = actor(Role.REGISTRATION_CLERK, site)
    (old,) = said(officer, salma, ClaimKind.PARENT)
    value = ParentValue(ParentRole.MOTHER, "Hana as she says")
    statement = Statement(ClaimKind.PARENT, known(value), supersedes=old.id)
    claims_record(clerk, salma, [statement], version=person_file(officer, salma).row.version)
    row = checked(changed_file(("mother_name", "Invented Mother")))
    (shown,) = import_rows(officer, row.id, outcome=Outcome.CHANGED).rows
    assert [one.effect.value for one in shown.differences] == ["stays"]
    decided(officer, row, record_changed=True)
    assert [one.value.name for one in said(officer, salma, ClaimKind.PARENT)] == ["Hana as she says"]


def test_new_people_and_changes_come_in_together_and_withdrawing_hides_the_new(officer, checked, salma) -> None:
    extra = (
        {"registration_group_no": "INV-9"},
        ({**FAMILIES[0][1][0], "individual_no": "INV-9-1", "document_no": ""},),
    )
    household, people = FAMILIES[0]
    content = kobo_xlsx(
        ((household, ({**people[0], "mother_name": "Invented Mother"}, *people[1:])), FAMILIES[1], extra)
    )
    row = decided(officer, checked(content), record_changed=True)
    assert (row.counts.merged, row.counts.amended) == (1, 1)
    assert persons_latest(officer)[1] == 6
    import_withdraw(actor=officer, import_id=row.id, version=row.version, reason="It was another camp's file.")
    assert persons_latest(officer)[1] == 5
    assert [one.value.name for one in said(officer, salma, ClaimKind.PARENT)] == ["Invented Mother"]


def test_the_page_shows_the_difference_and_takes_the_word(
    officer, actor, site, checked, salma, signed_in: Callable[..., Any]
) -> None:
    row = checked(changed_file(*CHANGED))
    client = signed_in(Role.IDENTITY_OFFICER, None, "registration")
    page = client.get(reverse("import", args=[row.id]) + "?rows=changed").content.decode()
    assert "Also record what the one changed row says" in page
    assert "Hana" in page and "Invented Mother" in page and "takes its place" in page
    assert "parent," not in page, "no code of a kind of fact"
    sent = {"version": row.version, "record_changed": "1"}
    assert client.post(reverse("import_decide", args=[row.id, "merge"]), sent).status_code == 302
    work()
    assert import_of(officer, row.id).counts.amended == 1

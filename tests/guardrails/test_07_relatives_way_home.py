"""Guardrail 7, side: What an authority says about one person, or a community about a place, reaches no relative on the way home.

How: An answer is a row of that person's case alone (`pathway.models.Milestone`), and the gate of the country's process asks of nobody
else's. A gate shows a refusal as it shows a wait. What is said about a place (`pathway.models.PlaceNote`) has no column for a person, a
household or a case; a number of one in its words is refused, and a concern closes no gate.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from homes import site
from homeward.access.facts import Role
from homeward.pathway import models
from homeward.pathway.actions.milestones import milestone_record
from homeward.pathway.actions.readiness import note_add
from homeward.pathway.facts.cases import Check, Gate, Stage
from homeward.pathway.facts.milestones import MilestoneDraft
from homeward.pathway.facts.packs import ItemKind, Whom
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, Outlook
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.shipped import shipped
from homeward.registry.errors import Invalid
from walked import CaseAt, CaseOf


def stands(people: CaseOf, gate: Gate) -> dict[Any, Check]:
    rows = list(models.Case.objects.filter(id__in=people.ids).select_related("person", "group"))
    return {id: checks[0] for id, checks in checks_of(people.coordinator, rows, [gate], timezone.localdate()).items()}


def test_an_authority_that_objects_to_a_mother_says_nothing_about_her_child(case_at: CaseAt) -> None:
    people = case_at(Stage.REPATRIATION_DECISION, pack="iraq")
    today = timezone.localdate()
    milestone_record(people.coordinator, people.mother, MilestoneDraft("security_vetting", "asked", today, 0))
    before = stands(people, Gate.PACK)
    words = "A name in a file of 2015 has to be explained first."
    milestone_record(people.coordinator, people.mother, MilestoneDraft("security_vetting", "objects", today, 1, words))
    assert stands(people, Gate.PACK) == before
    assert set(models.Milestone.objects.values_list("case_id", flat=True)) == {people.mother}


def test_no_shipped_process_asks_a_child_about_the_past_or_stops_its_way() -> None:
    for pack in shipped():
        for item in pack.items:
            assert not item.security or item.whom is Whom.ADULTS
            if item.whom in (Whom.CHILDREN, Whom.PARENTAGE):
                assert not any(answer.does == "stops" for answer in item.answers)
            if item.whom is Whom.PARENTAGE:
                assert item.kind is ItemKind.RESULT, "a reference to an outcome, never a template"


def test_a_concern_about_a_place_closes_nobodys_way(case_at: CaseAt, actor: Any) -> None:
    people, worker, home = case_at(Stage.RETURN_READINESS, pack="iraq"), actor(Role.REINTEGRATION_WORKER), site(actor)
    models.Group.objects.filter(cases__in=people.ids).update(home_site=home)
    today = timezone.localdate()
    judged = NoteDraft(
        NoteKind.JUDGEMENT, "The council and the school are ready.", "Local council", today, home,
        outlook=Outlook.READY, until=today + timedelta(days=30),
    )  # fmt: skip
    note_add(worker, draft=judged)
    before = stands(people, Gate.DESTINATION)
    note_add(worker, draft=NoteDraft(NoteKind.CONCERN, "Some say that nobody should come.", "A neighbour", today, home))
    assert stands(people, Gate.DESTINATION) == before


def test_words_about_a_place_that_name_a_household_are_refused(actor: Any) -> None:
    draft = NoteDraft(NoteKind.CONCERN, "Not H-4K7Q2M-W.", "A neighbour", timezone.localdate(), site(actor))
    with pytest.raises(Invalid, match="names somebody"):
        note_add(actor(Role.REINTEGRATION_WORKER), draft=draft)
    columns = {field.name for field in models.PlaceNote._meta.get_fields()}
    assert not columns & {"person", "persons", "household", "case", "group", "family"}

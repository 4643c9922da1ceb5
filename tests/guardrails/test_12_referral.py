"""Guardrail 12: A referral needs evidence, authority, and a review of age, trial, torture and death penalty; services stay apart.

How: What is lacking refuses it in the rule, and two people and an item of evidence are asked for by the database too. No code stands for
a family, a tribe, a place or missing papers. No module that gives anybody a service, a plan, a gate or a step knows the track of justice.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import homeward
from actors import MakeActor
from homeward.access.facts import Capability, Role
from homeward.access.rules import GLASS_OPENS, GRANTS
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.prosecuting import referral_propose
from homeward.pathway.facts.evidence import ItemKind, ItemRow, Keeping, Obtained
from homeward.pathway.facts.justice import Answer, Exhibit, Given, Question
from homeward.pathway.rules.justice import ANSWERS, FOR_A_CHILD, lacking, questions
from justice import WORDS, ready, referred, track

ROOT = Path(homeward.__file__).parent
OF_JUSTICE = frozenset({
    "JusticeFile", "JusticeTask", "CourtReferral", "ReferralAnswer", "Exhibit", "CourtOutcome", "CourtEvent", "Detention",
    "DetentionReview", "LegalAid", "ReferralNote", "EvidenceItem", "CustodyLink", "EvidenceCaveat", "EvidenceHandover", "ObtainedAnswer",
})  # fmt: skip
PARTS = frozenset({
    "justice", "evidence", "proceedings", "items", "prosecuting", "exhibits", "courts", "handing_evidence", "justice_tasking",
    "custody", "justice_guards", "packages", "chains",
})  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The modules of the room, apart from those of the track and what makes an invented camp."""
    for path in sorted((ROOT / "pathway").rglob("*.py")):
        place = path.relative_to(ROOT / "pathway").as_posix()
        if (
            not {"migrations", "invented"} & set(path.parts)
            and path.stem not in PARTS
            and place not in ("models/__init__.py", "apps.py")
        ):
            yield place, ast.parse(path.read_text("utf-8"))


def reached(tree: ast.Module) -> set[str]:
    """What a module imports or names of the track of justice."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("homeward.pathway"):
            found |= set((node.module or "").split(".")[2:]) & PARTS
            found |= {one.name for one in node.names} & (OF_JUSTICE | PARTS)
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & OF_JUSTICE
    return found


def test_nothing_that_gives_a_service_or_takes_a_step_knows_the_track_of_justice() -> None:
    known = {place: reached(tree) for place, tree in modules()}
    assert len(known) > 40 and {"rules/steps.py", "selectors/gating.py"} <= set(known)
    assert {place: found for place, found in known.items() if found} == {}


def test_the_looking_would_find_it() -> None:
    for code in (
        "from homeward.pathway.selectors.justice import justice_file", "from homeward.pathway.models import JusticeFile",
        "from homeward.pathway import models\nmodels.CourtReferral.objects.all()", "from homeward.pathway.selectors import justice",
    ):  # fmt: skip
        assert reached(ast.parse(code)), code


def test_one_role_alone_reads_it_and_no_emergency_opens_it() -> None:
    for one in (Capability.JUSTICE_READ, Capability.JUSTICE_WRITE, Capability.JUSTICE_CONFIRM, Capability.EVIDENCE):
        holders = {role for role, grants in GRANTS.items() for held in grants.values() if one in held}
        assert holders == {Role.JUDICIAL_LIAISON} and one not in GLASS_OPENS


def test_no_code_stands_for_what_is_no_evidence() -> None:
    told = " ".join({*ItemKind, *Question, *Answer})
    assert not any(
        word in told for word in ("relat", "kin", "famil", "tribe", "section", "camp", "missing", "listing", "origin")
    )


def row(kind: ItemKind, obtained: Obtained) -> ItemRow:
    return ItemRow(uuid7(), "E-AAAAAA-A", kind, "x", "ab" * 32, 1, Keeping.HERE, obtained, timezone.now(), "x")


answers = st.dictionaries(st.sampled_from(Question), st.sampled_from(Answer)).map(
    lambda found: [
        Given(question, answer, "x", "x", "x", timezone.now())
        for question, answer in found.items()
        if answer in ANSWERS[question]
    ]
)
exhibits = st.lists(
    st.builds(
        Exhibit, st.builds(row, st.sampled_from(ItemKind), st.sampled_from(Obtained)), st.just("x"), st.booleans(),
        st.just("x"), st.just(timezone.now()),
    ),
    max_size=4,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(child=st.booleans(), given_=answers, shown=exhibits, read=st.booleans())
def test_nothing_is_lacking_only_where_everything_is_there(child: bool, given_: list, shown: list, read: bool) -> None:
    """The law, said the other way round than the rule says it."""
    seen = {one.item.id for one in shown} if read else set()
    if lacking(child, given_, shown, uuid7(), seen):
        return
    told = {one.question: one.answer for one in given_}
    as_child = child or told.get(Question.AGE) is Answer.CHILD
    assert set(questions(as_child)) <= set(told) and all(ANSWERS[q][told[q]] for q in questions(as_child))
    assert not as_child or set(told) >= FOR_A_CHILD
    against = [one.item for one in shown if not one.favours]
    assert against and all(one.obtained is Obtained.UNTAINTED for one in against)
    assert any(one.kind is not ItemKind.OWN_STATEMENT for one in against)
    assert read or not any(one.favours for one in shown)


@pytest.mark.django_db
def test_the_database_refuses_one_person_alone(actor: MakeActor) -> None:
    one = track(actor)
    referral = ready(one)
    referral_propose(one.first, referral, words=WORDS, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.CourtReferral.objects.filter(id=referral).update(confirmed_by=one.first.user_id)


@pytest.mark.django_db
def test_nothing_of_a_case_changes_when_somebody_is_referred(actor: MakeActor) -> None:
    """No table of the way home but those of justice and of the trail has another row afterwards."""
    one = track(actor)
    before = counts()
    referred(one)
    after = counts()
    assert {name for name in after if after[name] != before[name]} <= OF_JUSTICE


def counts() -> dict[str, int]:
    return {
        name: getattr(models, name).objects.count() for name in dir(models) if hasattr(getattr(models, name), "objects")
    }

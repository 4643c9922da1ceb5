"""Guardrail 10: What a survivor told feeds no screening and no referral without a separate, lawful, informed decision of theirs.

How: No module outside the sealed pathway names its tables, selectors or facts, and none of its own imports anything of justice, evidence,
review or a case; the rule and the database refuse to share anything without a decision that stands, and a decision for one purpose opens
no other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

import homeward
from actors import MakeActor
from homeward.access.facts import Actor, Capability, Role
from homeward.access.rules import GLASS_OPENS, GRANTS
from homeward.pathway import models
from homeward.pathway.actions.survivors import consent_record, consent_withdraw, survivor_open, survivor_share
from homeward.pathway.facts.survivors import ConsentDraft, Decider, ShareFor
from homeward.registry.errors import Invalid
from justice import track

ROOT = Path(homeward.__file__).parent
# The sealed pathway itself; what only names the role, the capability or an address; and the settings of the web framework.
OWN = {
    "pathway/facts/survivors.py", "pathway/rules/survivors.py", "pathway/models/survivors.py", "pathway/selectors/survivors.py",
    "pathway/actions/survivors.py", "pathway/survivor_sealing.py", "web/pages/survivors.py", "web/survivor_forms.py",
}  # fmt: skip
BESIDE = {
    "pathway/models/__init__.py", "web/words.py", "web/trail_words.py", "web/survivor_words.py", "web/pages/urls.py",
    "web/pages/survivor_urls.py", "web/waiting.py", "pathway/justice_guards.py",
}  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module, apart from what makes an invented camp."""
    for path in sorted(ROOT.rglob("*.py")):
        if not {"migrations", "invented"} & set(path.parts):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def names(tree: ast.Module) -> Iterator[str]:
    """Everything that a module imports or reaches by a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def of_survivors(name: str) -> bool:
    """Whether a name is one of the sealed pathway; the role and the capability are everybody's."""
    return (
        name.startswith(("Survivor", "survivor_", "survivors_"))
        or "survivors" in name.split(".")
        or "survivor_" in name
    )


def test_no_other_module_reaches_the_sealed_pathway() -> None:
    found = {
        place: {name for name in names(tree) if of_survivors(name)}
        for place, tree in modules()
        if place not in OWN | BESIDE
    }
    assert {place: said for place, said in found.items() if said} == {}


def test_the_looking_would_find_it() -> None:
    """What the check above looks for is seen in each way in which a module could reach it."""
    for code in (
        "from homeward.pathway.models import SurvivorFile", "from homeward.pathway.selectors import survivors",
        "from homeward.pathway.selectors.survivors import survivor_file", "import homeward.pathway.models.survivors",
        "from homeward.pathway import models\nmodels.SurvivorTold.objects.all()",
    ):  # fmt: skip
        assert any(of_survivors(name) for name in names(ast.parse(code))), code


def test_the_sealed_pathway_reaches_no_other_file() -> None:
    other = ("justice", "evidence", "review", "screening", "cases", "prosecuting", "exhibits", "exchange")
    for place, tree in modules():
        if place in OWN:
            imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
            wrong = [name for name in imported if any(word in name.split(".") for word in other)]
            assert wrong == [], place


def test_no_table_points_to_a_sealed_one_from_outside() -> None:
    sealed = {model for model in apps.get_models() if model.__name__.startswith("Survivor")}
    assert len(sealed) == 4
    for model in set(apps.get_models()) - sealed:
        assert not any(field.related_model in sealed for field in model._meta.get_fields()), model.__name__


def test_one_role_alone_holds_it_and_no_emergency_opens_it() -> None:
    holders = {role for role, grants in GRANTS.items() for held in grants.values() if Capability.SURVIVOR in held}
    assert holders == {Role.SURVIVOR_FOCAL_POINT} and Capability.SURVIVOR not in GLASS_OPENS


@pytest.fixture
def focal(actor: MakeActor) -> Actor:
    return actor(Role.SURVIVOR_FOCAL_POINT)


@pytest.mark.django_db
def test_a_decision_for_one_purpose_opens_no_other(actor: MakeActor, focal: Actor) -> None:
    file = survivor_open(focal, track(actor).person)
    today = timezone.localdate()
    draft = ConsentDraft(
        ShareFor.SERVICE, "A clinic", "That she needs a doctor.", "Tell the doctor.", "In Kurdish; that she may say no.", "A law",
        Decider.SURVIVOR, today + timedelta(days=30),
    )  # fmt: skip
    service = consent_record(focal, file, draft)
    justice = consent_record(focal, file, replace(draft, purpose=ShareFor.JUSTICE, recipient="A court"))
    consent_withdraw(focal, justice, words="")
    survivor_share(focal, service, what="That she needs a doctor.")
    with pytest.raises(Invalid):
        survivor_share(focal, justice, what="That she needs a doctor.")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.SurvivorConsent.objects.filter(id=service).update(purpose=ShareFor.JUSTICE)
    for consent in (justice, file):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.SurvivorShared.objects.create(
                consent_id=consent,
                on=today,
                what=b"x",
                recorded_by=focal.user_id,
                recorded_name="x",
                recorded_at=timezone.now(),
            )

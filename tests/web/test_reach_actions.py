"""Every selector and every action of every room asks who is acting, and gives or does nothing for somebody who holds nothing.

They are found by walking the package, not listed: a new one is tried with arguments made for its annotations, ids of real rows among them.
What takes no actor says here why it does not.
"""

from __future__ import annotations

import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import ResolutionFailed

import homeward
from actors import make_user
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.errors import HomewardError
from homeward.registry.facts.answers import Answer, Known
from homeward.work.registry import kinds
from planted import HERE, THERE, Planted

Function = Callable[..., Any]
ROOMS = ("selectors", "actions")
# Without an actor: what they are for, so that nobody takes them for a door. Each is called behind one that asks.
INNER = {
    "within their own room, of rows that a selector gave": {
        "registry.selectors.persons.rows_of", "registry.selectors.persons.open_claims",
        "registry.selectors.persons.claims_by_record", "registry.selectors.persons.records_of",
        "registry.selectors.households.members_of", "registry.selectors.households.member_of",
        "registry.selectors.custody.stay_row", "registry.selectors.custody.shelter_row",
        "registry.selectors.imports.number_codes", "registry.selectors.imports.batch_use",
        "registry.actions.persons.check_version", "registry.actions.persons.rebuild",
        "registry.actions.persons.current_claims", "registry.actions.persons.answer_of", "registry.actions.persons.restate",
        "registry.actions.persons.keep_claims",
        "registry.actions.merging.reindex", "registry.actions.households.check_household_version",
        "registry.actions.households.stale_household", "registry.actions.households.kin_record", "identity.selectors.assurance_of",
        "exchange.selectors.exports.columns_of", "exchange.selectors.exports.facts_of",
        "exchange.selectors.exports.file_name", "exchange.selectors.imports.columns_of",
        "exchange.selectors.imports.facts_of", "exchange.actions.whole.counted",
        "places.actions.sites.day_columns", "places.actions.sites.site_for",
        "access.selectors.agreements.agreement_of", "access.selectors.keys.wrapped_by_number",
        "access.actions.users.locked_user", "access.selectors.written.written_about",
        "lists.selectors.rows.lists_as_facts", "lists.selectors.rows.edition_fact", "lists.selectors.held.lay_out_row",
        "lists.selectors.held.documents_of_row", "lists.selectors.held.reading_of", "lists.selectors.held.path_of",
        "review.selectors.contests.contested_candidates", "review.selectors.agreeing.agreeing",
        "review.selectors.rounds.first_of",
        "review.selectors.candidates.decisions_of", "review.selectors.candidates.notes_of",
        "review.selectors.candidates.planted_person", "review.selectors.candidates.planted_profile",
        "review.selectors.comparing.compare", "review.selectors.live.named",
        "lists.actions.lists.say", "lists.actions.lists.check_url",
        "review.selectors.runs.run_fact", "review.selectors.runs.editions_compared", "review.selectors.runs.open_run",
        "review.selectors.runs.run_at_it", "review.selectors.runs.failed_lately", "review.selectors.runs.other_versions",
        "pathway.selectors.proceedings.exhibit_row", "pathway.selectors.items.item_rows",
        "pathway.selectors.evidence.chain_of", "pathway.selectors.evidence.caveats_of",
        "pathway.selectors.survivors.consent_as_fact", "pathway.selectors.justice.child_now",
        "pathway.selectors.proceedings.referrals_of", "pathway.selectors.proceedings.lacks_of",
        "pathway.selectors.needs.open_needs", "pathway.selectors.needs.needs_of", "pathway.selectors.plans.is_child",
        "pathway.selectors.plans.plans_of", "pathway.selectors.followups.closures_of",
        "pathway.selectors.instruments.instrument_row", "pathway.selectors.instruments.training_for",
        "pathway.actions.prosecuting.key_of", "pathway.selectors.packs.pack_row",
        "pathway.selectors.gaps.gaps_at_home", "pathway.selectors.gaps.said_to", "pathway.selectors.gaps.unanswered",
        "pathway.selectors.cases.case_row", "pathway.selectors.merged.same", "pathway.selectors.merged.kept",
        "pathway.selectors.gates.family_unity.moving", "pathway.selectors.gating.checks_of", "pathway.selectors.gating.standing_of",
        "pathway.selectors.convoys.counted", "pathway.selectors.convoys.convoy_row", "pathway.selectors.convoys.places",
        "pathway.selectors.convoys.goes", "pathway.selectors.convoys.vehicles_of", "pathway.selectors.convoys.points_of",
        "pathway.selectors.convoys.seats_of", "pathway.selectors.convoys.parties_of", "pathway.selectors.convoys.tell_list",
        "pathway.selectors.counting.open_seats", "pathway.selectors.counting.counts_at", "pathway.selectors.counting.count_row",
        "pathway.selectors.counting.my_count", "pathway.selectors.counting.agreed_at", "pathway.selectors.counting.agreed_where",
        "pathway.selectors.handing.handing_of", "pathway.selectors.handing.signature_for", "pathway.selectors.handing.given",
        "pathway.selectors.centre.room_at", "pathway.selectors.gates.handover.born_on_the_way",
        "pathway.actions.extras.case_number",
        "pathway.selectors.handing.signature_row", "pathway.selectors.manifests.papers_of", "pathway.selectors.manifests.journeys_of",
        "review.selectors.people.mark_of", "review.selectors.people.planted_of", "review.selectors.people.grounds_at",
    },
    "of an edition that a selector gave: entries of a publisher, never of a registered person": {
        "lists.selectors.held.opened", "lists.selectors.held.documents", "lists.selectors.changes.changed_entries",
        "lists.selectors.passages.passage",
    },
    "who somebody is, before there is an actor": {
        "access.selectors.actors.actor_of", "access.selectors.actors.token_actor",
        "access.selectors.actors.token_digest", "access.selectors.actors.assignments_now",
        "access.actions.sessions.sign_in_fail", "access.actions.services.service_actor", "work.selectors.asker_of",
    },
    "the worker's own: steps and chores, whose job was asked for by an actor": {
        "exchange.actions.merging.undo_merge", "exchange.actions.merging.forget_chunk",
        "review.actions.running.run_step", "review.actions.running.run_undo", "review.actions.replaying.replay_step",
        "review.actions.runs.run_plan", "review.actions.runs.run_prepare", "review.actions.runs.run_end",
        "review.actions.runs.run_cancel",
        "review.actions.runs.run_count", "review.actions.runs.run_compared", "review.actions.runs.parts_read",
        "review.actions.runs.parts_found", "review.actions.ingest.part_ingest", "review.actions.covers.screened_keep",
        "review.actions.covers.within", "review.actions.memory.memory_of", "review.actions.memory.found_of",
        "review.actions.memory.weighing_of", "review.actions.memory.forget", "review.actions.following.follow",
        "review.actions.following.night", "review.actions.following.erased_forget",
        "pathway.actions.following.follow", "pathway.actions.following.settle_stale", "pathway.actions.following.holds_expire",
        "pathway.actions.following.settle_changed", "pathway.actions.following.merged_stop",
        "pathway.actions.forgetting.erased_forget", "review.actions.following.claims_free",
        "exchange.actions.exports.exports_expire", "registry.actions.discarding.batch_give_up",
        "registry.actions.discarding.batches_discard", "lists.actions.indexing.renew_indexes", "lists.actions.indexing.index_undo",
        "lists.actions.indexing.indexes_let_go", "review.selectors.due.editions_referred",
    },
    "behind gates of the way home, which show their reader neither a need nor a stay": {
        "registry.selectors.needs.need_codes", "registry.selectors.needs.occupied", "places.selectors.rooms_of",
    },
    "nothing recorded": {
        "pathway.selectors.packs.item_titles",
        "registry.selectors.photographs.photographs_kept", "access.selectors.keys.keys_folder", "access.actions.users.new_password",
        "access.actions.authority.action", "access.actions.authority.authorise",
        "lists.selectors.held.forget", "lists.actions.lists.draft_of",
    },
}  # fmt: skip
WITHOUT_ACTOR = frozenset().union(*INNER.values())
# What somebody does with their own account, whatever they hold; a part of an action that was authorised; a look that says no.
OWN = {
    "access.actions.sessions.session_begin", "access.actions.sessions.session_end",
    "access.actions.sessions.language_choose", "access.actions.sessions.password_settle",
    "access.actions.sessions.purpose_choose", "access.actions.tokens.token_make",
    "access.actions.disclosures.corrections_due", "places.actions.sites.told", "registry.actions.persons.contest",
    "registry.actions.separations.carry_out", "registry.actions.households.kin_record",
    "review.actions.reopening.candidates_move", "review.actions.reopening.findings_changed",
    "exchange.actions.whole.finish", "lists.actions.lists.check_said",
}  # fmt: skip
# Asked with an actor, of cases that a selector gave that actor; a gate answers with a code and a day.
OF_GIVEN_CASES = {
    "pathway.selectors.needs.reads_needs", "pathway.selectors.instruments.fit",
    "pathway.selectors.gates.non_refoulement.check", "pathway.selectors.gates.voluntariness.check",
}  # fmt: skip


def functions() -> Iterator[tuple[str, Function]]:
    """Every public function of the selectors and actions, by its place."""
    for found in pkgutil.walk_packages(homeward.__path__, "homeward."):
        parts = found.name.split(".")
        if len(parts) < 3 or parts[2] not in ROOMS or parts[1] == "web":
            continue
        module = import_module(found.name)
        for name, one in inspect.getmembers(module, inspect.isfunction):
            if one.__module__ == found.name and not name.startswith("_"):
                yield f"{found.name.removeprefix('homeward.')}.{name}", one


SCOPES = {
    "access.selectors.scoping.scope",
    "pathway.selectors.merged.scope",
}  # tests/access/test_scope.py, pathway/test_merged.py
FOUND = dict(functions())
ACTING = sorted(set(FOUND) - WITHOUT_ACTOR)
ACTIONS = [name for name in ACTING if ".actions." in name and name not in OWN]


def test_they_are_found() -> None:
    assert len(FOUND) > 120
    assert set(FOUND) >= WITHOUT_ACTOR, "one of these is gone: take it out of the list"


@pytest.mark.parametrize("name", ACTING)
def test_each_asks_who_is_acting(name: str) -> None:
    """`actor` is there, is an `Actor`, and has no default: forgetting it is an error and not an access."""
    signature = inspect.signature(FOUND[name])
    assert "actor" in signature.parameters, "it takes no actor: say above why"
    assert signature.parameters["actor"].default is inspect.Parameter.empty, "it has a default actor"
    assert typing.get_type_hints(FOUND[name])["actor"] is Actor


@pytest.mark.parametrize("module", sorted({name.rpartition(".")[0] for name in ACTING}))
def test_each_fails_closed_for_whoever_holds_nothing(planted: Planted, module: str) -> None:
    """Somebody with an account and no role, working for a purpose: refused, or given nothing of anybody; and nothing is written."""
    user, _ = make_user(Role.CONVOY_LEAD)
    actor = Actor(user.id, user.username, (), Purpose.IDENTITY, channel="test")
    for name in ACTING:
        if name in OF_GIVEN_CASES:
            continue
        if name.rpartition(".")[0] == module and name not in SCOPES:
            tried(name, actor, planted)


def tried(name: str, actor: Actor, planted: Planted) -> None:
    """Call one with several arguments."""

    @settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(arguments=made_for(FOUND[name], planted))
    def once(arguments: dict[str, Any]) -> None:
        before = written()
        try:
            with transaction.atomic():
                given = FOUND[name](actor=actor, **arguments)
                shown = said(given)
        except (Refused, NotFound):
            shown = ""
        except HomewardError as wrong:  # what was sent makes no sense: said before anything is read
            shown = str(wrong)
        else:
            assert name not in ACTIONS, f"{name} was done for somebody who holds nothing, and gave {given!r}"
        assert not any(part in shown for part in (*HERE.split(), *THERE.split())), name
        assert name in OWN or written() == before, name

    once()


OUR_TABLES = [
    model._meta.db_table
    for model in apps.get_models()
    if model.__module__.startswith("homeward.") and model.__name__ not in ("Event", "Seal")
]


def said(given: Any) -> str:
    """Everything that a result says."""
    if isinstance(given, QuerySet):
        return repr(list(given.values()))
    return repr(list(given)) if isinstance(given, Iterator) else repr(given)


def written() -> dict[str, int]:
    """How many rows each of our tables has, the trail aside: refusals and searches are told to it. Asked of all of them at once."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in OUR_TABLES))
        return dict(cursor.fetchall())


def made_for(function: Function, planted: Planted) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments for all parameters without a default."""
    hints = typing.get_type_hints(function)
    needed = [
        name
        for name, one in inspect.signature(function).parameters.items()
        if name != "actor" and one.default is inspect.Parameter.empty and one.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    return st.fixed_dictionaries({name: of(hints[name], name, planted) for name in needed})


def of(kind: Any, name: str, planted: Planted) -> st.SearchStrategy[Any]:
    """Values of an annotation; for an id, that of the planted row which its name says."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if kind is UUID:
        exact = [planted.ids[name]] if name in planted.ids else []
        return st.sampled_from(exact or [one for one in planted.ids.values() if isinstance(one, UUID)])
    if origin in (typing.Union, type(int | str)):
        return st.one_of(*(of(one, name, planted) for one in inside))
    if origin is typing.Literal:
        return st.sampled_from(inside)
    if origin is Answer:
        return st.just(Answer(Known.NOT_ASKED))
    if kind is str and name == "language":
        return st.just("ar")
    if kind is str and name == "kind":
        return st.sampled_from(sorted(kinds()))
    if kind is str:
        return st.sampled_from([HERE, "x", planted.ids["number"], "A reason of some length, in words."])
    if kind in (datetime, date):
        return st.just(timezone.now() if kind is datetime else timezone.localdate())
    if origin in (list, tuple, set, frozenset, Sequence) or (origin and issubclass(origin, Sequence)):
        items = [one for one in inside if one is not Ellipsis]
        if origin is tuple and len(items) == len(inside):
            return st.tuples(*(of(one, name, planted) for one in items))
        shape = {set: set, frozenset: frozenset, tuple: tuple}.get(origin, list)
        return st.lists(of(items[0], name, planted), min_size=1, max_size=2).map(shape)
    if origin in (dict, Mapping) or (origin and issubclass(origin, Mapping)):
        return st.just({})
    if origin is not None and issubclass(origin, typing.Iterable):  # type: ignore[arg-type]
        return st.lists(of(inside[0], name, planted), min_size=1, max_size=2)
    return built(kind, planted)


def built(kind: Any, planted: Planted) -> st.SearchStrategy[Any]:
    """A frozen value of ours from its fields; anything else as hypothesis makes it."""
    if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__"):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{name: of(hints[name], name, planted) for name in kind.__dataclass_fields__})
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{name: of(hints[name], name, planted) for name in kind.__struct_fields__})
    try:
        return st.from_type(kind)
    except ResolutionFailed:
        return st.nothing()

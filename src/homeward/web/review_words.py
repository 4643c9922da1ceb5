"""The codes of the screening desk in words: desks, states, why something is asked, findings and their reasons, identifiers, ages.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`. A candidate is a question about two records: none of these words answers it,
and none judges a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.review.facts.candidates import (
    CandidateKind,
    Desk,
    Identifier,
    Outcome,
    Reason,
    State,
    Step,
    Why,
)
from homeward.review.facts.contests import ContestOutcome
from homeward.review.facts.notes import NoteKind
from homeward.review.facts.queue import Age, Order, Show, Strength, Waited, Whose
from homeward.review.facts.sources import Answer, RequestState

REVIEW: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Desk: {
        Desk.SECURITY: _("sanctions and wanted lists"),
        Desk.CHILD: _("children, on an individual ground"),
        Desk.TRACING: _("missing people and children"),
    },
    CandidateKind: {
        CandidateKind.NAME: _("by the name"),
        CandidateKind.DOCUMENT: _("by the number of a paper"),
    },
    State: {
        State.WAITING: pgettext_lazy("where a candidate is", "waits for a first look"),
        State.SECOND: _("waits for a second person"),
        State.SOURCE: _("waits for whoever listed the entry"),
        State.DECIDED: pgettext_lazy("where a candidate is", "decided"),
        State.WITHDRAWN: pgettext_lazy("where a candidate is", "no longer asked"),
    },
    Why: {
        Why.NEW: pgettext_lazy("why a candidate is asked", "new"),
        Why.ENTRY_AMENDED: _("the entry was amended"),
        Why.PERSON_CHANGED: _("what is recorded here changed"),
        Why.RENEWAL: _("the finding is due to be looked at again"),
        Why.CONTESTED: _("the finding is contested"),
        Why.DISAGREED: _("two people disagreed"),
        Why.SOURCE_SAID_NO: _("whoever listed the entry does not confirm it"),
        Why.RETURNED: _("sent back"),
        Why.ENTRY_REMOVED: _("the entry is no longer on the list"),
        Why.BELOW_LINE: _("the two records no longer look alike"),
        Why.PERSON_MERGED: _("the record was merged into another one"),
        Why.GROUND_ENDED: _("the ground for screening a child ended"),
        Why.LIST_WITHDRAWN: _("the list is no longer used"),
    },
    Outcome: {
        Outcome.DIFFERENT: _("different person"),
        Outcome.INSUFFICIENT: _("not enough to tell"),
        Outcome.POSSIBLE: _("possible, a fact is wanted"),
        Outcome.CORROBORATED: _("identity corroborated"),
    },
    Reason: {
        Reason.BIRTH_DIFFERS: _("the births differ"),
        Reason.LINEAGE_DIFFERS: _("the forefathers differ"),
        Reason.PARENT_DIFFERS: _("a parent's name differs"),
        Reason.PLACE_DIFFERS: _("the places differ"),
        Reason.SEX_DIFFERS: _("the sex differs"),
        Reason.DOCUMENT_DIFFERS: _("the papers differ"),
        Reason.TOO_YOUNG: _("too young for what the entry says"),
        Reason.WHEREABOUTS_EXCLUDE: _("where they were excludes it"),
        Reason.NAMESAKE: _("a namesake: nothing but the name is shared"),
        Reason.TOO_LITTLE_RECORDED: _("too little is recorded here"),
        Reason.TOO_LITTLE_LISTED: _("the list says too little"),
        Reason.FACT_WANTED: _("a fact is wanted"),
        Reason.DOCUMENT_AGREES: _("a paper agrees"),
        Reason.REGISTER_AGREES: _("a civil register agrees"),
        Reason.SEVERAL_AGREE: _("several independent facts agree"),
        Reason.BIOMETRIC_OUTCOME: _("the outcome of a biometric comparison made elsewhere"),
    },
    Identifier: {
        Identifier.BIRTH: _("date of birth"),
        Identifier.MOTHER: _("mother's name"),
        Identifier.FATHER: _("father's name"),
        Identifier.BIRTH_PLACE: _("place of birth"),
        Identifier.DOCUMENT: _("the number of a paper"),
        Identifier.REGISTER: _("an entry of a civil register"),
        Identifier.BIOMETRIC_OUTCOME: _("a biometric comparison made elsewhere"),
    },
    Step: {
        Step.FIRST: _("first look"),
        Step.SECOND: _("second look"),
        Step.BLIND: _("second look without seeing the first"),
    },
    NoteKind: {
        NoteKind.COMMENT: _("comment"),
        NoteKind.FILE: _("file"),
        NoteKind.HANDED_OVER: _("handed over"),
        NoteKind.RELEASED: _("given back"),
    },
    Age: {
        Age.CHILD: _("may be under 18"),
        Age.YOUNG: _("18 to 29"),
        Age.MIDDLE: _("30 to 44"),
        Age.OLDER: _("45 to 59"),
        Age.OLD: _("60 and over"),
        Age.UNKNOWN: _("no birth recorded"),
    },
    Strength: {
        Strength.STRONG: pgettext_lazy("evidence", "strong"),
        Strength.OTHER: pgettext_lazy("evidence", "less strong"),
    },
    Waited: {
        Waited.DAY: _("longer than a day"),
        Waited.THREE_DAYS: _("longer than three days"),
        Waited.WEEK: _("longer than a week"),
        Waited.MONTH: _("longer than a month"),
    },
    Whose: {
        Whose.MINE: pgettext_lazy("candidates", "taken by me"),
        Whose.NOBODY: pgettext_lazy("candidates", "taken by nobody"),
        Whose.OTHERS: pgettext_lazy("candidates", "taken by others"),
    },
    Show: {
        Show.OPEN: pgettext_lazy("candidates", "All that is open"),
        Show.WAITING: pgettext_lazy("candidates", "First look"),
        Show.SECOND: pgettext_lazy("candidates", "Second person"),
        Show.SOURCE: pgettext_lazy("candidates", "Asked of the source"),
        Show.BLIND: pgettext_lazy("candidates", "Second look, unseen"),
        Show.DECIDED: pgettext_lazy("candidates", "Decided"),
        Show.WITHDRAWN: pgettext_lazy("candidates", "No longer asked"),
    },
    RequestState: {
        RequestState.DRAFTED: pgettext_lazy("a request", "drafted"),
        RequestState.SENT: pgettext_lazy("a request", "sent"),
        RequestState.ACKNOWLEDGED: pgettext_lazy("a request", "they have it"),
        RequestState.ANSWERED: pgettext_lazy("a request", "answered"),
        RequestState.EXPIRED: pgettext_lazy("a request", "no answer in time"),
        RequestState.TAKEN_BACK: pgettext_lazy("a request", "taken back"),
    },
    Answer: {
        Answer.VALID: _("in force, and it is this person"),
        Answer.OTHER_PERSON: _("another person"),
        Answer.NOT_IN_FORCE: _("no longer in force"),
        Answer.UNCLEAR: _("not clear from their answer"),
    },
    ContestOutcome: {
        ContestOutcome.UPHELD: _("the finding stands"),
        ContestOutcome.REOPENED: _("it is looked at again from the beginning"),
        ContestOutcome.NOTHING_FOUND: _("nothing that was decided stands about them"),
    },
    Order: {
        Order.STRENGTH: _("strongest evidence first"),
        Order.WAITING: _("longest waiting first"),
    },
}

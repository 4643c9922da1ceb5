"""What is written in a file of justice: for each thing its title, what to know before, its button, its form and its action.

Comes in: where somebody writes, and what they typed. Goes out: what an action made of it. The actions decide who may and what is lacking;
nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Category
from homeward.access.selectors import AgreementRow, agreement_list
from homeward.pathway.actions.courts import (
    DetentionDraft,
    EventDraft,
    aid_record,
    court_event_record,
    detention_record,
    detention_review,
)
from homeward.pathway.actions.exhibits import defence_tell, exhibit_add, exhibit_remove
from homeward.pathway.actions.handing_evidence import evidence_hand_over
from homeward.pathway.actions.justice import justice_close, justice_task_done, release_set
from homeward.pathway.actions.prosecuting import (
    SAID_ELSEWHERE,
    referral_answer,
    referral_confirm,
    referral_draft,
    referral_move,
    referral_propose,
)
from homeward.pathway.facts.evidence import HandoverDraft
from homeward.pathway.facts.justice import (
    AidKind,
    Answer,
    Charge,
    Confinement,
    EventKind,
    JusticeRow,
    Proceeding,
    Question,
    ReferralRow,
    Reviewed,
)
from homeward.pathway.selectors.evidence import evidence_list
from homeward.web import justice_forms as f
from homeward.web.words import word

ITEMS = 200  # of the register that the list of choices offers, the latest first
GONE = "There is nothing such in this file. Open it again."


@dataclass(frozen=True, slots=True)
class At:
    """Where somebody writes: the file, the question where it is about one, what the address asks, the version that they saw."""

    actor: Actor
    file: JusticeRow
    asked: QueryDict
    version: int
    referral: ReferralRow | None = None
    part: UUID | None = None

    @property
    def question(self) -> ReferralRow:
        """The question to an authority that it is about. Raises `NotFound`."""
        if self.referral is None:
            raise NotFound(GONE)
        return self.referral

    def asked_id(self, name: str) -> UUID:
        """An id of the address. Raises `NotFound`."""
        try:
            return UUID(self.asked.get(name, ""))
        except ValueError:
            raise NotFound(GONE) from None

    def asked_one(self, name: str, kind: Any) -> Any:
        """A member of an enumeration, of the address. Raises `NotFound`."""
        try:
            return kind(self.asked.get(name, ""))
        except ValueError:
            raise NotFound(GONE) from None


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that is written: its title, what to know before, its button, its form and its action."""

    title: Callable[[At], Promise | str]
    before: Promise
    label: Promise
    form: Callable[..., forms.Form]
    do: Callable[[At, Mapping[str, Any]], Any]
    needs: Capability = Capability.JUSTICE_WRITE
    version: Callable[[At], int] = lambda at: at.file.version


def _titled(text: Promise) -> Callable[[At], Promise | str]:
    return lambda at: text


def _plain(form: type[forms.Form]) -> Callable[..., forms.Form]:
    return lambda at, *given: form(*given)


def _answer(at: At, given: Mapping[str, Any]) -> None:
    question = at.asked_one("question", Question)
    answer = Answer(given["answer"])
    referral_answer(at.actor, at.question.id, question, answer, words=given["words"], source=given["source"])


def _exhibit(at: At, given: Mapping[str, Any]) -> None:
    item, favours = UUID(given["item"]), given["speaks"] == f.FAVOURS
    exhibit_add(at.actor, at.question.id, item, words=given["words"], favours=favours)


def _move(at: At, given: Mapping[str, Any]) -> None:
    to = at.asked_one("to", Proceeding)
    more = {name: given[name] for name in ("authority", "day") if name in given}
    referral_move(at.actor, at.question.id, to, words=given["words"], version=at.version, **more)


def _event(at: At, given: Mapping[str, Any]) -> None:
    draft = EventDraft(EventKind(given["kind"]), given["court"], given["words"], given["day"], given["next_on"])
    court_event_record(at.actor, at.question.id, draft)


def _detention(at: At, given: Mapping[str, Any]) -> None:
    draft = DetentionDraft(
        Confinement(given["kind"]), given["place"], given["order"], given["since"], given["review_on"], given["until"]
    )
    detention_record(at.actor, at.file.id, draft)


def _review(at: At, given: Mapping[str, Any]) -> None:
    outcome = Reviewed(given["outcome"])
    detention_review(at.actor, _part(at), outcome, words=given["words"], version=at.version, next_on=given["next_on"])


def _release(at: At, given: Mapping[str, Any]) -> None:
    release_set(
        at.actor, at.file.id, release_on=given["release_on"], case_number=given["case_number"], version=at.version
    )


def _aid(at: At, given: Mapping[str, Any]) -> None:
    aid_record(
        at.actor,
        at.file.id,
        AidKind(given["kind"]),
        name=given["name"],
        language=given["language"],
        since=given["since"],
    )


def _hand_over(at: At, given: Mapping[str, Any]) -> None:
    under = _agreement(at)
    draft = HandoverDraft(
        under.id, under.agreement.recipient, frozenset(map(UUID, given["items"])), given["received_by"],
        frozenset(given.get("accepted", ())),
    )  # fmt: skip
    evidence_hand_over(at.actor, at.question.id, draft)


def _part(at: At) -> UUID:
    if at.part is None:
        raise NotFound(GONE)
    return at.part


def agreements_for(actor: Actor) -> list[AgreementRow]:
    """The agreements in force under which evidence may be handed over."""
    return [
        one
        for one in agreement_list(actor)
        if actor.purpose in one.agreement.purposes and Category.EVIDENCE in one.agreement.categories
    ]


def _agreement(at: At) -> AgreementRow:
    wanted = at.asked_id("agreement")
    for one in agreements_for(at.actor):
        if one.id == wanted:
            return one
    raise NotFound("There is no such agreement. Choose one from the list of agreements.")


def _version_of_detention(at: At) -> int:
    return next((one.version for one in at.file.detentions if one.id == at.part), 0)


def _of_question(at: At) -> int:
    return at.question.version


ABOUT_FILE: Mapping[str, Doing] = {
    "question": Doing(
        _titled(gettext_lazy("Prepare a question to an authority")),
        gettext_lazy("It refers nobody. Two people do, once evidence of this person's own act and every answer stand beside it."),
        gettext_lazy("Write it down"), _plain(f.ChargeForm),
        lambda at, given: referral_draft(at.actor, at.file.id, Charge(given["act"], given["day"], given["authority"])),
    ),
    "detention": Doing(
        _titled(gettext_lazy("Record where they are held")),
        gettext_lazy("Before a trial there is a day on which it is looked at again, and an end. Nothing extends it by itself."),
        gettext_lazy("Record it"), _plain(f.DetentionForm), _detention,
    ),
    "aid": Doing(
        _titled(gettext_lazy("Record counsel or an interpreter")),
        gettext_lazy("Who stands beside them before an authority, in which language, since when."),
        gettext_lazy("Record it"), _plain(f.AidForm), _aid,
    ),
    "release": Doing(
        _titled(gettext_lazy("Prepare a release")),
        gettext_lazy("What has to be ready is put on the list of what is due, from half a year before."),
        gettext_lazy("Set the day"), _plain(f.ReleaseForm), _release,
    ),
    "close": Doing(
        _titled(gettext_lazy("Close the file")),
        gettext_lazy("Nothing that they receive changes. The file can be opened again."),
        gettext_lazy("Close the file"), _plain(f.WordsForm),
        lambda at, given: justice_close(at.actor, at.file.id, words=given["words"], version=at.version),
    ),
}  # fmt: skip
ABOUT_PART: Mapping[str, Doing] = {
    "review": Doing(
        _titled(gettext_lazy("Look at a detention again")),
        gettext_lazy("It goes on until a day that you write, or it ends."),
        gettext_lazy("Record the review"), _plain(f.ReviewForm), _review, version=_version_of_detention,
    ),
    "done": Doing(
        _titled(gettext_lazy("Say that it is done")),
        gettext_lazy("It leaves the list of what is due, and stays in the file."),
        gettext_lazy("It is done"), _plain(f.WordsForm),
        lambda at, given: justice_task_done(at.actor, _part(at), words=given["words"]),
    ),
}  # fmt: skip
ABOUT_QUESTION: Mapping[str, Doing] = {
    "answer": Doing(
        lambda at: word(at.asked_one("question", Question)),
        gettext_lazy("The latest answer stands, and the earlier ones stay. An answer against it refuses the referral while it stands."),
        gettext_lazy("Record the answer"), lambda at, *given: f.AnswerForm(*given, question=at.asked_one("question", Question)), _answer,
    ),
    "exhibit": Doing(
        _titled(gettext_lazy("Put an item of evidence beside it")),
        gettext_lazy("What speaks for the person is asked for as much as what speaks against them, and is never taken away again."),
        gettext_lazy("Put it there"), lambda at, *given: f.ExhibitForm(*given, items=evidence_list(at.actor, limit=ITEMS)[0]), _exhibit,
    ),
    "remove": Doing(
        _titled(gettext_lazy("Take an item away")),
        gettext_lazy("That it stood there, and why it was taken away, stays in the file."),
        gettext_lazy("Take it away"), _plain(f.WordsForm),
        lambda at, given: exhibit_remove(at.actor, at.question.id, at.asked_id("item"), words=given["words"]),
    ),
    "defence": Doing(
        _titled(gettext_lazy("The defence received an item")),
        gettext_lazy("It is written into a chain that nobody can change afterwards."),
        gettext_lazy("Record it"), _plain(f.DefenceForm),
        lambda at, given: defence_tell(at.actor, at.question.id, at.asked_id("item"), to=given["to"], words=given["words"]),
    ),
    "propose": Doing(
        _titled(gettext_lazy("Propose to refer")),
        gettext_lazy("Another person looks at everything and confirms it, or sends it back. Until then nobody is referred."),
        gettext_lazy("Propose it"), _plain(f.WordsForm),
        lambda at, given: referral_propose(at.actor, at.question.id, words=given["words"], version=at.version),
        version=_of_question,
    ),
    "confirm": Doing(
        _titled(gettext_lazy("Refer, as the second person")),
        gettext_lazy("You have read the answers, the evidence, and what speaks for the person. What you do not agree with, send back."),
        gettext_lazy("Refer"), _plain(f.WordsForm),
        lambda at, given: referral_confirm(at.actor, at.question.id, words=given["words"], version=at.version),
        needs=Capability.JUSTICE_CONFIRM, version=_of_question,
    ),
    "move": Doing(
        lambda at: word(at.asked_one("to", Proceeding)),
        gettext_lazy("It is written down as it was said, with your name. No service depends on it."),
        gettext_lazy("Record it"),
        lambda at, *given: f.MoveForm(*given, elsewhere=at.asked_one("to", Proceeding) in SAID_ELSEWHERE), _move,
        version=_of_question,
    ),
    "court": Doing(
        _titled(gettext_lazy("Record what happened at court")),
        gettext_lazy("A hearing, a charge, an order, a verdict, a sentence, an appeal, a transfer. A day may be known in part."),
        gettext_lazy("Record it"), _plain(f.EventForm), _event,
    ),
    "hand_over": Doing(
        _titled(gettext_lazy("Hand evidence over")),
        gettext_lazy("It is written down as a disclosure, and into every item's chain of custody. What speaks for the person goes along."),
        gettext_lazy("Make the package"),
        lambda at, *given: f.HandOverForm(*given, exhibits=at.question.exhibits, agreement=_agreement(at).agreement), _hand_over,
        needs=Capability.EVIDENCE,
    ),
}  # fmt: skip

"""What a record behind a gate must say, how long it holds, and whether it opens its gate. Pure decisions.

Comes in: drafts and records. Goes out: refusals in words, days, and how a gate stands. Nothing is concluded from answers: a person
concludes, and a second one where the conclusion lets somebody be sent on. What closes takes one person, and takes effect at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.pathway.facts.assessed import (
    Bar,
    BarDraft,
    Basis,
    ChoiceDraft,
    Fitness,
    FitnessDraft,
    Found,
    Paper,
    Question,
    Says,
    Standing,
    Talk,
)
from homeward.pathway.facts.cases import Holding, Stage
from homeward.registry.errors import Invalid

# How long a record holds at most. These are this software's own choice, not a standard; a shorter time can be set at each record.
# A decision: what was explained half a year ago describes another situation. A place: country reports are renewed about twice a year.
# Fitness: a clinician speaks of the weeks ahead; before a journey they look again.
HOLDS: Final[Mapping[Paper, timedelta]] = {
    Paper.VOLUNTARINESS: timedelta(days=180),
    Paper.NON_REFOULEMENT: timedelta(days=180),
    Paper.MEDICAL_FITNESS: timedelta(days=30),
}
# An order that somebody is moved is looked at again sooner than a decision of their own.
ORDER_HOLDS: Final = timedelta(days=90)
LEAST_WORDS: Final = 10
_RECEIVED: Final = frozenset(
    {Stage.RECEIVED, Stage.REHABILITATION, Stage.RETURN_READINESS, Stage.RETURNED, Stage.FOLLOW_UP, Stage.CLOSED}
)


def last_day(paper: Paper, today: date, asked: date | None, *, basis: Basis | None = None) -> date:
    """Until when a record holds: the day asked for, within what is allowed. Raises `Invalid`."""
    most = today + (ORDER_HOLDS if basis is Basis.LAWFUL else HOLDS[paper])
    if asked is None:
        return most
    if not today <= asked <= most:
        raise Invalid(
            "Choose a day from today until %(day)s. Then it is asked again.", field="until", day=most.isoformat()
        )
    return asked


def check_choice(draft: ChoiceDraft, *, child: bool) -> str:
    """Refuse a decision that does not say what it rests on. Its outcome. Raises `Invalid`."""
    if draft.basis is Basis.LAWFUL:
        return _check_order(draft)
    if child and draft.basis is Basis.OWN:
        raise Invalid(
            "This person may be under 18. Record what they say, and the decision of who cares for them.", field="basis"
        )
    if not child and draft.basis is Basis.CARER:
        raise Invalid("This person is an adult and decides alone. Record their own decision.", field="basis")
    return _check_carer(draft) if child else _check_own(draft)


def check_bar(draft: BarDraft) -> Bar:
    """Refuse an assessment with a question unanswered or unsourced, or a conclusion that its answers contradict. Raises `Invalid`."""
    _check_talk(draft.talk)
    if len(draft.country) != 2:
        raise Invalid("Say to which country this is about.", field="country")
    answers = {one.question: one for one in draft.said.answers}
    for question in Question:
        if question not in answers:
            raise Invalid("Answer every question, also where the answer is that it is not known.", field=question.value)
        if answers[question].found is not Found.UNKNOWN and not answers[question].sources.strip():
            raise Invalid("Name the sources that say so.", field=f"{question.value}_sources")
    found = {one.found for one in answers.values()}
    if draft.conclusion is Bar.NO_BAR and found != {Found.NOTHING}:
        raise Invalid(
            "An answer names grounds, or is not known. Then the conclusion is a bar, or that not enough is known.",
            field="conclusion",
        )
    if draft.conclusion is Bar.BAR and Found.GROUNDS not in found:
        raise Invalid("Say at one of the questions which grounds there are.", field="conclusion")
    _check_words(draft.said.words, "words", "Write in a sentence or two how you came to this.")
    return draft.conclusion


def check_fitness(draft: FitnessDraft, today: date) -> Fitness:
    """Refuse a statement without the clinician, conditions that say nothing, and "not yet" without a day. Raises `Invalid`."""
    _check_talk(draft.talk)
    if not draft.said.clinician.strip():
        raise Invalid("Write the name of the clinician who says so.", field="clinician")
    if not draft.said.function.strip():
        raise Invalid("Write what the clinician is, such as camp doctor.", field="function")
    if draft.outcome is Fitness.CONDITIONS:
        _check_words(draft.escort, "escort", "Write what whoever travels with them must know.")
    if draft.outcome is Fitness.NOT_YET and (draft.until is None or draft.until <= today):
        raise Invalid("Write until when they cannot travel: a day after today.", field="until")
    return draft.outcome


def received(stage: Stage) -> bool:
    """Whether somebody arrived where they are received, so that their way leads on to the community of return."""
    return stage in _RECEIVED


def needs_second(paper: Paper, basis: Basis | None, outcome: str) -> bool:
    """Whether a second person has to confirm a record before it opens anything."""
    return basis is Basis.LAWFUL or (paper is Paper.NON_REFOULEMENT and outcome == Bar.NO_BAR)


def choice_holding(records: Sequence[Standing], *, child: bool, country: str, day: date) -> tuple[Holding, date | None]:
    """How a decision stands for a journey to a country; the records of one case, oldest first."""
    standing = _latest(one for one in records if one.country == country)
    fits = standing is not None and standing.basis in (Basis.LAWFUL, Basis.CARER if child else Basis.OWN)
    return _holding(standing if fits else None, Says.YES, day)


def bar_holding(
    records: Sequence[Standing], *, country: str, place: UUID | None, day: date
) -> tuple[Holding, date | None]:
    """How the place of return stands; the records of one case, oldest first. A bar for the country closes every place in it."""
    here = [one for one in records if one.country == country]
    whole = _latest(one for one in here if one.place_id is None)
    if whole is not None and whole.outcome == Bar.BAR:
        return Holding.UNMET, None
    local = _latest(one for one in here if place is not None and one.place_id == place)
    return _holding(local or whole, Bar.NO_BAR, day)


def fitness_holding(records: Sequence[Standing], day: date) -> tuple[Holding, date | None]:
    """How a clinician's statement stands; the records of one case, oldest first."""
    standing = _latest(records)
    if standing is not None and standing.outcome == Fitness.CONDITIONS:
        return _in_time(standing, day)
    return _holding(standing, Fitness.FIT, day)


def _latest(records: Iterable[Standing]) -> Standing | None:
    """The record that counts: the latest, but for one that a second person has not looked at yet. One that they refused counts."""
    return next((one for one in reversed(list(records)) if not (one.needs_second and one.seconded is None)), None)


def _holding(standing: Standing | None, opens: str, day: date) -> tuple[Holding, date | None]:
    if standing is None or standing.taken_back or standing.outcome != opens:
        return Holding.UNMET, None
    if standing.needs_second and not standing.seconded:
        return Holding.UNMET, None
    return _in_time(standing, day)


def _in_time(standing: Standing, day: date) -> tuple[Holding, date]:
    return (Holding.OPEN if day <= standing.until else Holding.LAPSED), standing.until


def _check_order(draft: ChoiceDraft) -> str:
    said = draft.said
    asked = {
        "authority": "Write which authority ordered it.",
        "law": "Write on which law the order rests.",
        "reference": "Write the number or date of the order.",
        "remedy": "Write where and until when the person can object, and that they were told.",
    }
    for name, sentence in asked.items():
        if not getattr(said, name).strip():
            raise Invalid(sentence, field=name)
    return Says.YES


def _check_own(draft: ChoiceDraft) -> str:
    _check_told(draft)
    says = draft.said.says
    if says is None:
        raise Invalid("Choose what the person says.", field="says")
    if says is Says.YES and not draft.talk.alone:
        raise Invalid(
            "A yes is asked for in private. Speak with the person alone, or record that they are undecided.",
            field="alone",
        )
    return says


def _check_carer(draft: ChoiceDraft) -> str:
    """A child's no stands; who cares for them decides only beside what the child says."""
    _check_told(draft)
    said = draft.said
    if said.says is None:
        raise Invalid("Choose what the child says, or that they cannot be asked.", field="says")
    if said.carer_says is None or not said.carer.strip():
        raise Invalid("Write who cares for the child or is their guardian, and what they decide.", field="carer")
    return said.says if said.says is Says.NO else said.carer_says


def _check_told(draft: ChoiceDraft) -> None:
    _check_talk(draft.talk)
    _check_words(
        draft.said.explained,
        "explained",
        "Write what was explained: where, how, what waits there, and that no is an answer.",
    )
    if not draft.said.explained_by.strip():
        raise Invalid("Write who explained it.", field="explained_by")


def _check_talk(talk: Talk) -> None:
    if not talk.language.strip():
        raise Invalid("Say in which language they were spoken with.", field="language")


def _check_words(text: str, field: str, sentence: str) -> None:
    if len(text.strip()) < LEAST_WORDS:
        raise Invalid(sentence, field=field)

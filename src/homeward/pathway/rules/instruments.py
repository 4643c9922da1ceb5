"""What an instrument may be, and who may use it for whom. Pure; the reasons are the guardrails on children and on numbers about people.

Comes in: the text of a file; an instrument, a person's birth, a user's training, a day. Goes out: the instrument, or a refusal that says
which field and why. A definition that would add anything up is refused, whatever it calls it. An instrument for adults opens for nobody
who may be under 18, and an unknown age is not an adult's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec
import yaml

from homeward.access.facts import Role
from homeward.kernel.errors import to_say
from homeward.pathway.facts.instruments import Form, Given, Instrument, Population
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import Known

LARGEST: Final = 200_000  # characters of a file
ADULT_MONTHS: Final = 18 * 12
LONGEST_ANSWER: Final = 8_000
# However it is called: what would turn answers into a number about somebody.
ADDS_UP: Final = frozenset(
    {
        "score", "scores", "scoring", "total", "totals", "sum", "weight", "weights", "points", "point", "value", "values", "rating",
        "ratings", "rank", "level", "levels", "scale", "threshold", "thresholds", "cutoff", "cut_off", "band", "bands", "index", "formula",
        "risk", "severity", "grade", "percent", "percentage", "algorithm",
    }
)  # fmt: skip
_NUMBERS: Final = frozenset({"version", "review_days"})  # the only fields that hold a number, besides the two ages
_A_NUMBER: Final = re.compile(r"^\W*\d+(\W+\d+)*\W*$|^\W*\d+\s*(of|/|out of)\s*\d+", re.IGNORECASE)
_CHILDRENS: Final = frozenset({Role.CHILD_PROTECTION_SPECIALIST})
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{1,47}")


class Unfit(Invalid):
    """An instrument that may not be used here: not for this person, not by this user, or not any more."""

    code = "instrument_unfit"


def read(text: str) -> Instrument:
    """The instrument that a file describes. Raises `Invalid`, naming the field."""
    raw = _loaded(text)
    _no_numbers(raw, ())
    try:
        found = msgspec.convert(raw, Instrument)
    except msgspec.ValidationError as wrong:
        raise Invalid(
            "The file does not describe an instrument: %(what)s. Correct that field and bring it again.",
            field="file", what=str(wrong),
        ) from None  # fmt: skip
    _whole(found)
    return found


def of_age_on(born_to: date | None) -> date | None:
    """The first day on which somebody is surely 18, or None where no birth is recorded."""
    if born_to is None:
        return None
    try:
        return born_to.replace(year=born_to.year + 18)
    except ValueError:  # 29 February
        return date(born_to.year + 18, 3, 1)


def surely_adult(born_to: date | None, day: date) -> bool:
    """Whether somebody is 18 on a day, by the latest day on which they can have been born. Without one, no."""
    since = of_age_on(born_to)
    return since is not None and since <= day


def check_person(instrument: Instrument, born_from: date | None, born_to: date | None, day: date) -> None:
    """Refuse an instrument for adults for whoever may be a child, and one for children for an adult. Raises `Unfit`."""
    adult = surely_adult(born_to, day)
    if instrument.population is Population.ADULTS and not adult:
        if born_to is None:
            raise Unfit(
                to_say(
                    "This instrument is for adults, and this person's age is not known. Use one for children, or record the birth first."
                ),
                field="instrument",
            )
        raise Unfit(
            to_say("This instrument is for adults, and this person may be under 18. Use one for children."),
            field="instrument",
        )
    if instrument.population is not Population.CHILDREN:
        return
    if adult:
        raise Unfit(to_say("This instrument is for children, and this person is an adult."), field="instrument")
    if instrument.ages and born_from and born_to and not _overlaps(instrument.ages, born_from, born_to, day):
        raise Unfit(to_say("This instrument is for children of another age."), field="instrument")


def check_in_force(instrument: Instrument, day: date, *, retired: bool) -> None:
    """Refuse what is not yet, or no longer, to be used. Raises `Unfit`."""
    if retired:
        raise Unfit(to_say("This instrument was withdrawn. Use another one."), field="instrument")
    if day < instrument.valid_from:
        raise Unfit(to_say("This instrument is not in use yet."), field="instrument")
    if day > instrument.valid_until:
        raise Unfit(
            to_say("This instrument has expired: its questions have to be looked at again before anybody uses it."),
            field="instrument",
        )


def check_user(instrument: Instrument, roles: Iterable[Role], trained_until: date | None, day: date) -> None:
    """Refuse somebody without the role or the training that the instrument asks for. Raises `Unfit`."""
    if not set(roles) & set(instrument.may_use):
        raise Unfit(to_say("This instrument is used by others: look at who may use it."), field="instrument")
    if trained_until is None:
        raise Unfit(
            to_say(
                "That you have the training for this instrument is not recorded. Ask whoever keeps the instruments."
            ),
            field="instrument",
        )
    if trained_until < day:
        raise Unfit(
            to_say("Your training for this instrument is over. Ask whoever keeps the instruments for a new one."),
            field="instrument",
        )


def check_answers(instrument: Instrument, answers: Mapping[str, Given]) -> dict[str, Given]:
    """Every question with its answer or why there is none, in order. Raises `Invalid` naming the question."""
    unknown = set(answers) - {one.key for one in instrument.questions}
    if unknown:
        raise Invalid("There is an answer to a question that this instrument does not ask.", field=min(unknown))
    return {
        one.key: _answer(one.key, one.form, [c.key for c in one.choices], answers.get(one.key))
        for one in instrument.questions
    }


def check_days(held_on: date, review_on: date, today: date) -> None:
    """Refuse an assessment of tomorrow, and one that nobody looks at again. Raises `Invalid`."""
    if held_on > today:
        raise Invalid("The day on which it was held is in the future.", field="held_on")
    if review_on <= max(held_on, today):
        raise Invalid("Choose a day after today on which it is looked at again.", field="review_on")


def check_training(trained_on: date, until: date, today: date, words: str) -> None:
    """Refuse a training in the future, one that ends before it began, and one about which nothing is said. Raises `Invalid`."""
    if trained_on > today:
        raise Invalid("The day of the training is in the future.", field="trained_on")
    if until <= trained_on:
        raise Invalid("The training has to hold longer than the day on which it was.", field="until")
    if len(words) < 3:
        raise Invalid("Say where and by whom the training was.", field="words")


def _answer(key: str, form: Form, choices: Sequence[str], given: Given | None) -> Given:
    if given is None:
        raise Invalid("Answer this question, or say why there is no answer.", field=key)
    if given.state is not Known.KNOWN:
        return Given(given.state)
    if form is Form.WORDS:
        return _words(key, given)
    if not given.chosen or not set(given.chosen) <= set(choices) or (form is Form.ONE and len(given.chosen) != 1):
        raise Invalid("Choose among the answers of this question, or say why there is none.", field=key)
    return Given(Known.KNOWN, given.words[:LONGEST_ANSWER], tuple(one for one in choices if one in given.chosen))


def _words(key: str, given: Given) -> Given:
    if not given.words:
        raise Invalid("Answer this question, or say why there is no answer.", field=key)
    if len(given.words) > LONGEST_ANSWER:
        raise Invalid("This answer is longer than can be kept. Shorten it.", field=key)
    return Given(Known.KNOWN, given.words)


def _loaded(text: str) -> Any:
    if len(text) > LARGEST:
        raise Invalid("The file is larger than an instrument can be.", field="file")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise Invalid(
                "Write the file without anchors and aliases, so that whoever reads it sees every word.", field="file"
            )
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        line = getattr(getattr(wrong, "problem_mark", None), "line", None)
        if isinstance(wrong, Invalid):
            raise
        raise Invalid(
            "The file cannot be read as YAML, near line %(line)s.", field="file", line=0 if line is None else line + 1
        ) from None  # fmt: skip


def _no_numbers(raw: Any, path: tuple[str, ...]) -> None:
    """Refuse whatever could become a number about somebody. Raises `Invalid` saying where it stands."""
    where = " › ".join(path) or "the top"
    if isinstance(raw, Mapping):
        for key, inside in raw.items():
            if str(key).strip().lower().replace("-", "_") in ADDS_UP:
                raise Invalid(
                    "An instrument never adds anything up: take the field %(key)s out at %(where)s.",
                    field="file", key=str(key)[:40], where=where,
                )  # fmt: skip
            _no_numbers(inside, (*path, str(key)[:40]))
    elif isinstance(raw, list):
        for number, inside in enumerate(raw, 1):
            _no_numbers(inside, path if path[-1:] == ("ages",) else (*path, str(number)))
    elif (
        isinstance(raw, int | float) and not isinstance(raw, bool) and (not path or path[-1] not in {*_NUMBERS, "ages"})
    ):
        raise Invalid(
            "An instrument holds no numbers: at %(where)s stands one. Write words.", field="file", where=where
        )


def _whole(found: Instrument) -> None:
    """Refuse what no one field is wrong about. Raises `Invalid`."""
    keys = [one.key for one in found.questions]
    _refuse(not _KEY.fullmatch(found.key), to_say("The key of an instrument is small letters, digits and low lines."))
    _refuse(found.version < 1, to_say("The first version of an instrument is 1."))
    _refuse(not keys, to_say("An instrument asks at least one question."))
    _refuse(len(set(keys)) != len(keys), to_say("Two questions have the same key."))
    _refuse(
        not all(_KEY.fullmatch(key) for key in keys),
        to_say("The key of a question is small letters, digits and low lines."),
    )
    _refuse(found.valid_until <= found.valid_from, to_say("An instrument is valid until a day after it begins."))
    _refuse(
        not 1 <= found.review_days <= 366,
        to_say("What was found is looked at again within a year: review_days is 1 to 366."),
    )
    _refuse(not found.may_use, to_say("Say in may_use which roles use it."))
    _refuse(not found.training.key, to_say("Say which training it needs."))
    _refuse(
        (found.ages is not None) != (found.population is Population.CHILDREN),
        to_say("Ages are said for children, and only for them."),
    )
    if found.ages:
        _refuse(
            not 0 <= found.ages[0] <= found.ages[1] <= 17,
            to_say("The ages of children are from 0 to 17, the younger first."),
        )
        _refuse(not set(found.may_use) <= _CHILDRENS, to_say("Only child protection uses an instrument for children."))
    for told in _told(found):
        _refuse(not told.get("en", "").strip(), to_say("Every text has its English words, under en."))
    for one in found.questions:
        _refuse(
            (one.form is Form.WORDS) == bool(one.choices),
            to_say("A question in words has no choices; every other one has some."),
        )
        _refuse(
            len({c.key for c in one.choices}) != len(one.choices),
            to_say("Two choices of one question have the same key."),
        )
        numbered = any(_A_NUMBER.search(text) for c in one.choices for text in (c.key, *c.text.values()))
        _refuse(numbered, to_say("A choice is words, not a number."))


def _told(found: Instrument) -> Iterable[Mapping[str, str]]:
    yield from (found.title, found.purpose, found.limits, found.training.title)
    for part in found.parts:
        yield part.title
        for one in part.questions:
            yield one.ask
            if one.hint:
                yield one.hint
            yield from (c.text for c in one.choices)


def _refuse(wrong: bool, sentence: str) -> None:
    if wrong:
        raise Invalid(sentence, field="file")


def _overlaps(ages: tuple[int, int], born_from: date, born_to: date, day: date) -> bool:
    youngest = day.year - born_to.year - ((day.month, day.day) < (born_to.month, born_to.day))
    oldest = day.year - born_from.year - ((day.month, day.day) < (born_from.month, born_from.day))
    return youngest <= ages[1] and oldest >= ages[0]

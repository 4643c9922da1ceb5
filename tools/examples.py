"""What the weights are learnt from: pairs of records of which it is known whether they are one person.

Comes in: camps and lists that `homeward.synthetic` invents; real lists where they are at hand, of which a person's alias is taken away
and looked for. Goes out: `Examples`: counts of features, never a name. Never the labelled cases that quality is measured on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.sources import Position
from homeward.names.likeness import like
from homeward.names.parts import code_of
from homeward.screening.engine import Comparison
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference, from_sheet
from homeward.screening.weights import Weights
from homeward.synthetic.camp import camp
from homeward.synthetic.clerk import Desk, desk_for, spell, write
from homeward.synthetic.cultures import MIX
from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lists.publishers import Publisher
from homeward.synthetic.parts import NamePart
from homeward.synthetic.people import Community, Lineage, Person
from homeward.synthetic.typos import mistyped
from homeward.watchlists.catalog import open_list
from homeward.watchlists.listing import ListedName, Listing

CANDIDATES = 40  # entries a person is compared with: all that could be mistaken, and the true one
LISTED: tuple[tuple[Publisher, int], ...] = (
    ("un", 1500),
    ("ofac", 3000),
)  # as long as the lists a camp is held against, so that the prior is theirs
CAMPS = ((0.05, 15_000), (0.20, 15_000), (0.40, 15_000))  # (share of rare name parts, people)
PLANTED = 0.03  # share of a camp that is on the lists: many more than in any real one, for the sake of examples
ALIASES = 4000  # real aliases looked for, at the most
ALIAS_WEIGHT = 0.5  # what one of them counts, beside an invented person
SIDE_BY_SIDE = 80_000  # pairs of names as somebody would set them side by side
SLIPS = 0.4  # names in which a finger slipped: who looks closer at two records often does so for that reason
EVERYWHERE = dict.fromkeys(MIX, 1.0)  # such names come from anywhere, not from a camp
ONE_PART = 0.15  # of those, names of which only the given name is known
LOOK_ALIKE = 0.3  # of parts that differ, those that resemble each other: Karimi and Karami
DRAWS = 60  # parts among which the most alike is looked for
LATIN = Desk("latin", "english", "al-")

Floats = npt.NDArray[np.float64]
Part = TypeVar("Part", NamePart, NamePart | None)


class Examples(NamedTuple):
    """Pairs of a person and an entry: feature counts (n, features) in units, whether they are one person, how much each counts."""

    counts: Floats
    same: npt.NDArray[np.bool_]
    weight: Floats


def examples(
    people: Sequence[Profile],
    truth: dict[str, str],
    listings: Sequence[Listing],
    reference: Reference | None,
    weights: Weights,
) -> Examples:
    """Every person beside the entries that could be taken for theirs."""
    index, laid = build(listings), lay_out(people)
    population = reference or from_sheet("training", laid.sheet, laid.vocabulary)
    comparison = Comparison(laid, index, population, weights, threads=2)
    counts, same = [], []
    for low in range(0, len(laid), 4096):
        rows = comparison.block(low, min(low + 4096, len(laid)), top=CANDIDATES, least=-(10**9))
        owners = np.repeat(np.arange(len(rows.starts) - 1), np.diff(rows.starts)) + low
        counts.append(rows.counts / 1000)
        pairs = zip(owners.tolist(), rows.chosen[:, 0].tolist(), strict=True)
        same += [truth.get(laid.ids[person]) == index.ids.get(entry) for person, entry in pairs]
    table = np.concatenate(counts)
    return Examples(table, np.array(same, bool), np.ones(len(table)))


def camps(seed: int, weights: Weights) -> Iterator[Examples]:
    """Invented camps held against invented lists, each with names of another commonness."""
    for number, (tail, size) in enumerate(CAMPS):
        listed = [
            entry for publisher, count in LISTED for entry in listed_people(count, seed + number, publisher, tail)
        ]
        made = camp(size, seed + number, listed, PLANTED, tail)
        people = list(profiles_of(row._asdict() for row in made.rows))
        yield examples(people, made.truth, [entry.listing for entry in listed], None, weights)


def aliases(files: Sequence[Path], left_out: set[str], reference: Reference, seed: int, weights: Weights) -> Examples:
    """Persons of real lists, each looked for by one of their own aliases after it was taken from their entry."""
    rng = Random(f"aliases {seed}")
    listings, people, truth = list[Listing](), list[Profile](), dict[str, str]()
    for listing in (entry for file in files for entry in open_list(file) if entry.kind == "individual"):
        spare = [name for name in listing.names if not name.primary and name.quality in ("strong", "original_script")]
        if spare and listing.entry_id not in left_out and len(people) < ALIASES and rng.random() < 0.5:
            chosen = rng.choice(spare)
            kept = tuple(name for name in listing.names if name != chosen)
            people.append(_recorded(listing, chosen, rng))
            truth[listing.entry_id] = listing.entry_id
            listing = msgspec.structs.replace(listing, names=kept)
        listings.append(listing)
    found = examples(people, truth, listings, reference, weights)
    return found._replace(weight=np.full(len(found.same), ALIAS_WEIGHT))


def _recorded(listing: Listing, name: ListedName, rng: Random) -> Profile:
    """A person who gives that name, and half of the time the birth and nationality the list has."""
    whole = rng.random() < 0.5
    return Profile(
        query_id=listing.entry_id,
        names=(name.text,),
        births=listing.births[:1] if whole else (),
        nationalities=listing.nationalities[:1] if whole else (),
    )


def population(seed: int) -> Reference:
    """The names of an invented camp, to tell how rare a part is among people."""
    return _counted(list(profiles_of(row._asdict() for row in camp(20_000, seed + 99).rows)))


def _counted(people: Sequence[Profile]) -> Reference:
    laid = lay_out(people)
    return from_sheet("training", laid.sheet, laid.vocabulary)


def side_by_side(seed: int, weights: Weights) -> Examples:
    """Two writings of one person's name, and of two people's who differ in one part: what somebody would set side by side."""
    rng = Random(f"side by side {seed}")
    left, right, same = [], [], []
    for entry in listed_people(SIDE_BY_SIDE, seed, "simple", 0.2, EVERYWHERE):
        if (person := entry.person) is None:
            continue
        same.append(rng.random() < 0.5)
        other = person if same[-1] else _one_part_other(person, rng)
        if rng.random() < ONE_PART:
            given = person.given if same[-1] else Community(person.culture, 0.2, rng).given(person.sex)
            same[-1] = given is person.given
            left.append(spell(person.given, desk_for(person, rng), rng))
            right.append(spell(given, LATIN, rng))
            continue
        writings = [_written(person, rng), _written(other, rng)]
        rng.shuffle(writings)
        left.append(writings[0])
        right.append(writings[1])
    people = [Profile(query_id=str(n), names=(name,)) for n, name in enumerate(left)]
    usual = _counted([Profile(query_id=str(n), names=(name,)) for n, name in enumerate([*left, *right])])
    index, laid = build(_named(name, n) for n, name in enumerate(right)), lay_out(people)
    wanted = np.repeat(np.arange(len(people), dtype=np.int64), 2).reshape(-1, 2)
    rows = Comparison(laid, index, usual, weights, threads=2, wanted=wanted).pairs(wanted)
    whole = rows.chosen[:, 1] >= 0
    return Examples(rows.counts[whole] / 1000, np.array(same)[whole], np.ones(int(whole.sum())))


def _written(person: Person, rng: Random) -> str:
    desk = LATIN if rng.random() < 0.5 else desk_for(person, rng)
    words = write(person, desk, "SYN", rng).row.name.split()
    if rng.random() < SLIPS:
        place = rng.randrange(len(words))
        words[place] = mistyped(words[place], rng)
    return " ".join(words)


def _one_part_other(person: Person, rng: Random) -> Person:
    """Somebody who shares all but one part of a person's name; now and then the father and the son exchanged."""
    community = Community(person.culture, 0.2, rng)
    lineage = person.lineage
    chance = rng.random()
    if chance < 0.40:
        given = _another(lambda: community.given(person.sex), person.given, rng)
        return msgspec.structs.replace(person, given=given, kunya=None)
    if chance < 0.60:
        father = _another(lambda: community.lineage().father, lineage.father, rng)
        changed = Lineage(father, lineage.grandfather, lineage.family)
    elif chance < 0.70:
        grandfather = _another(lambda: community.lineage().grandfather, lineage.grandfather, rng)
        changed = Lineage(lineage.father, grandfather, lineage.family)
    elif chance < 0.95:
        changed = Lineage(
            lineage.father, lineage.grandfather, _another(lambda: community.lineage().family, lineage.family, rng)
        )
    else:
        return msgspec.structs.replace(
            person, given=lineage.father, lineage=Lineage(person.given, lineage.grandfather, lineage.family)
        )
    return msgspec.structs.replace(person, lineage=changed)


def _another(draw: Callable[[], Part], one: Part, rng: Random) -> Part:
    """Another part; often of many the one that sounds most like it, for names that look alike are what somebody sets side by side."""
    if one is None or rng.random() >= LOOK_ALIKE:
        return draw()
    drawn = [part for part in (draw() for _ in range(DRAWS)) if part is not None and part is not one]
    return max(drawn, key=lambda part: _likeness(part, one), default=one)


@cache
def _likeness(part: NamePart, other: NamePart) -> int:
    """How alike two parts sound in Latin letters, 0 to 1000."""
    one, two = (code_of(found.latn[0].casefold())[0] for found in (part, other))
    return like(one, two)


def _named(name: str, number: int) -> Listing:
    return Listing(
        list_id="right", entry_id=f"{number:07d}", kind="individual", names=(ListedName(name, primary=True),),
        position=Position("right", number), content_hash="0",
    )  # fmt: skip

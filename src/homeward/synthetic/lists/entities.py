"""Invented companies, charities and vessels, so that a list holds more than people.

Comes in: how many, a seed, a publisher. Goes out: `Listed` without a person.
Never a real name: the word that tells one from another comes from the rare parts, which are made of chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from homeward.kernel.sources import Position, text_hash
from homeward.synthetic.invented import rare_parts
from homeward.synthetic.lists.naming import ascii_letters
from homeward.synthetic.lists.people import REMARK, Listed, listing_dates
from homeward.synthetic.lists.publishers import CUSTOMS, Publisher
from homeward.watchlists.listing import Kind, ListedDocument, ListedName, Listing

FIRST = 5_000_000  # entities are numbered this much above people, so that one list can hold both
VESSELS = 0.2  # of a list that holds vessels at all

_TRADES = (
    "AL-{} TRADING COMPANY", "AL-{} EXCHANGE", "{} RELIEF FOUNDATION", "{} GENERAL TRADING L.L.C.", "AL {} BRIGADE",
    "{} INTERNATIONAL CO., LTD.", "{} & SONS S.A.", "AL-{} MEDIA CENTER",
)  # fmt: skip
_SHIPS = ("{} STAR", "{} 1", "LADY {}", "PRINCESS {}")


def listed_entities(count: int, seed: int, publisher: Publisher) -> Iterator[Listed]:
    """`count` invented entities as a stream; one in five on a list of OFAC's kind is a vessel."""
    rng = Random(f"entities {seed} {publisher}")
    words = [ascii_letters(latin).upper() for _, latin, _ in rare_parts("arabic", "family", 2000)]
    for number in range(1, count + 1):
        vessel = publisher == "ofac" and rng.random() < VESSELS
        yield _entity("vessel" if vessel else "entity", number, publisher, (rng.choice(words), rng.choice(words)), rng)


def _entity(kind: Kind, number: int, publisher: Publisher, words: tuple[str, str], rng: Random) -> Listed:
    customs = CUSTOMS[publisher]
    frames = _SHIPS if kind == "vessel" else _TRADES
    primary = _fit(rng.choice(frames).format(words[0]), publisher)
    names = [ListedName(primary, primary=True)]
    if rng.random() < 0.5:
        names.append(
            ListedName(_fit(rng.choice(frames).format(words[1]), publisher), rng.choice(("strong", "strong", "former")))
        )
    entry_id = customs.entity_id.format(number if publisher == "un" else customs.first + FIRST + number)
    listed_on, amended_on = listing_dates(rng) if customs.dated else (None, None)
    papers = (ListedDocument("registration", f"IMO {9_900_000 + number}"),) if kind == "vessel" else ()
    listing = Listing(
        list_id=f"invented-{publisher}",
        entry_id=entry_id,
        kind=kind,
        names=tuple(names),
        position=Position("invented", FIRST + number, "record"),
        content_hash=text_hash(entry_id, *(name.text for name in names)),
        reference=entry_id if customs.cited else "",
        programmes=customs.programmes[:1],
        documents=papers,
        listed_on=listed_on,
        amended_on=amended_on,
        remarks=REMARK,
    )
    return Listed(listing, None, (primary,))


def _fit(text: str, publisher: Publisher) -> str:
    """The UN's name parts hold no comma."""
    return text.replace(",", "") if publisher == "un" else text

"""The published client of the interface, unchanged, against an address: every call that it has. Run by a Python that has yente-client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Any

from yente_client import AsyncClient, Client, Company, MatchFilters, Person, SearchFilters  # type: ignore[import-not-found]
from yente_client.exceptions import APIError, BadRequestError, NotFoundError  # type: ignore[import-not-found]


def refused(kind: type[Exception], ask: Callable[[], Any]) -> str:
    """The words of a refusal of a kind."""
    try:
        ask()
    except kind as error:
        return str(error)
    raise AssertionError(f"not refused: {kind.__name__}")


def main(address: str, key: str | None = None) -> None:
    """Everything."""
    with Client(base_url=address, api_key=key, app_name="homeward-test") as client:
        assert client.healthz().status == client.readyz().status == "ok"
        catalog = client.datasets()
        assert client.datasets() == catalog  # the second time by its ETag
        assert {"all", "default"} <= {one.name for one in catalog.datasets}
        assert all(one.entity_count for one in catalog.datasets)
        algorithms = client.algorithms()
        assert algorithms.algorithms[0].docs.keys() >= {"name", "birth"}
        found = client.search("", limit=5)
        assert (len(found.results), found.total.relation) == (5, "eq")
        one = next(entity for entity in client.search("", limit=50).results if entity.properties.get("birthDate"))
        assert client.fetch(one.id) == client.fetch(one.referents[0]) == one
        assert client.adjacent(one.id).entity == one
        assert client.adjacent(one.id, prop="sanctions").results == []
        known = Person(
            id="mine",
            name=one.properties["name"],
            birthDate=one.properties["birthDate"],
            nationality=one.properties.get("nationality"),
        )
        match = client.match(known, threshold=0.2, cutoff=0.1, algorithm="best", limit=3)
        assert match.top is not None
        assert match.top.id == one.id
        assert match.matches[0].match
        assert match.query["id"] == "mine"
        assert sum(feature.score for feature in match.top.contributing_explanations.values()) > -3
        filters = MatchFilters(
            datasets=one.datasets,
            exclude_entities=[one.id],
            exclude_schemata=["Vessel"],
            topics=["sanction"],
            changed_since="1990-01-01",
        )
        assert one.id not in [entity.id for entity in client.match(known, filters=filters, cutoff=0.0).results]
        assert client.search(
            one.caption, filters=SearchFilters(datasets=one.datasets, schema="Person"), fuzzy=True
        ).total.value
        many = dict(client.match_iter(((str(n), Person(name=f"Salim {n} Hasan")) for n in range(40)), workers=8))
        assert len(many) == 40
        collected = dict(client.match_iter([("bad", Person(name="x", passportNumber="1" * 2_000))], on_error="collect"))
        assert "longer than" in str(collected["bad"].exception)
        assert "People are compared here" in refused(BadRequestError, lambda: client.match(Company(name="Wahm Ltd")))
        assert "no such dataset" in refused(NotFoundError, lambda: client.match(known, datasets=["nowhere"]))
        assert "query.limit" in refused(APIError, lambda: client.match(known, limit=5_000))
        assert "no such entity" in refused(NotFoundError, lambda: client.fetch("nobody"))
        refused(NotFoundError, client.statements)
    asyncio.run(_async(address, key, one.caption))
    print("all of it works")


async def _async(address: str, key: str | None, name: str) -> None:
    async with AsyncClient(base_url=address, api_key=key) as client:
        answers = await asyncio.gather(*(client.match(Person(name=name), cutoff=0.0) for _ in range(10)))
        assert all(answer == answers[0] for answer in answers)


if __name__ == "__main__":
    main(*sys.argv[1:])

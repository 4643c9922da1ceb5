"""The shapes that the interface's documentation gives for its answers, as `yente` 5 and `yente-client` 0.2 describe them: what they
demand and nothing else. An answer that does not convert to them would not be read by tools made for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec


class Total(msgspec.Struct):
    value: int
    relation: Literal["eq", "gte"]


class Entity(msgspec.Struct):
    id: str
    caption: str
    schema: str
    properties: dict[str, list[str]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: datetime | None
    last_seen: datetime | None
    last_change: datetime | None


class Feature(msgspec.Struct):
    score: float
    detail: str | None
    query: str | None
    candidate: str | None


class Scored(Entity):
    score: float
    match: bool
    features: dict[str, float]
    explanations: dict[str, Feature]


class Example(msgspec.Struct):
    id: str | int | None
    schema: str
    properties: dict[str, str | list[Any]]


class Matches(msgspec.Struct):
    status: Literal[200]
    results: list[Scored]
    total: Total
    query: Example


class FeatureDocument(msgspec.Struct):
    description: str | None
    coefficient: float
    url: str


class MatchAnswer(msgspec.Struct):
    responses: dict[str, Matches]
    matcher: dict[str, FeatureDocument]
    limit: int


class FacetItem(msgspec.Struct):
    name: str
    label: str
    count: int


class Facet(msgspec.Struct):
    label: str
    values: list[FacetItem]


class SearchAnswer(msgspec.Struct):
    results: list[Entity]
    facets: dict[str, Facet]
    total: Total
    limit: int
    offset: int


class Dataset(msgspec.Struct):
    name: str
    title: str
    version: str
    load: bool
    children: list[str]
    index_version: str | None
    index_current: bool
    summary: str | None
    entity_count: int | None
    updated_at: datetime | None


class Catalog(msgspec.Struct):
    datasets: list[Dataset]
    current: list[str]
    outdated: list[str]
    index_stale: bool


class Algorithm(msgspec.Struct):
    name: str
    description: str | None
    features: dict[str, FeatureDocument]
    docs: dict[str, FeatureDocument]


class Algorithms(msgspec.Struct):
    algorithms: list[Algorithm]
    default: str
    best: str


class Status(msgspec.Struct):
    status: Literal["ok"]


class AdjacentPage(msgspec.Struct):
    results: list[Any]
    total: Total
    limit: int
    offset: int


class Adjacent(msgspec.Struct):
    entity: Entity
    adjacent: dict[str, AdjacentPage]


class Refusal(msgspec.Struct):
    detail: str


class Place(msgspec.Struct):
    loc: list[str | int]
    msg: str
    type: str


class Malformed(msgspec.Struct):
    detail: list[Place]

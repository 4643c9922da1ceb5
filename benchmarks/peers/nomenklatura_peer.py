"""nomenklatura as it is used for screening: its blocker with default options, every candidate scored by logic-v2.

Timed is the screening alone; loading the entries and building the blocker's index are told apart.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from time import perf_counter

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker import Index
from nomenklatura.matching import get_algorithm
from nomenklatura.resolver import Linker
from nomenklatura.store.memory import MemoryStore
from peers_tables import Record, asked, told

BATCH = 500


def entity(dataset: Dataset, record: Record) -> StatementEntity:
    """A record in that program's own shape."""
    made = StatementEntity(dataset, {"schema": "Person", "id": record.id})
    values = {"name": record.names[:1], "alias": record.names[1:], "birthDate": record.births}
    values |= {"nationality": record.countries, "gender": [record.sex] if record.sex else []}
    for field, texts in values.items():
        made.add(field, texts, cleaned=False)
    return made


def main() -> None:
    logging.disable(logging.WARNING)
    people, entries = asked()
    lists, caseload = (Dataset({"name": name, "title": name}) for name in ("lists", "caseload"))
    started = perf_counter()
    store = MemoryStore(lists, Linker({}))
    with store.writer() as writer:
        for record in entries:
            writer.add_entity(entity(lists, record))
    view = store.default_view()
    listed = {one.id: one for one in view.entities()}
    with tempfile.TemporaryDirectory() as folder:
        index = Index(view, Path(folder))
        index.build()
        before = perf_counter() - started
        algorithm = get_algorithm("logic-v2")
        options = algorithm.default_config()
        started, compared = perf_counter(), 0
        for low in range(0, len(people), BATCH):
            batch = {record.id: entity(caseload, record) for record in people[low : low + BATCH]}
            for person, found in index.match_entities(batch.values()):
                for candidate, _ in found:
                    algorithm.compare(batch[person.id], listed[candidate.id], options)
                    compared += 1
        seconds = perf_counter() - started
        index.close()
    told("nomenklatura", len(people), seconds, before=before, compared=compared)


if __name__ == "__main__":
    main()

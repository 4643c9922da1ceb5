"""A camp that stands, several times over: the same people under other ids, so that a million need not be invented one by one.

Comes in: COPIES, and the installation on PostgreSQL. Goes out: persons and postings in its tables. Run by `filling`.
Common names become as many times as common; a name that few have becomes another name in each copy, as rare as it was. Only for
measuring searches: families, stays and claims are not copied.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import sys
from collections.abc import Iterator

from django.db import connection

from homeward.access.sealing.subjects import data_keys
from homeward.kernel.ids import uuid7
from homeward.registry import models
from homeward.registry.inserting import Values, insert
from homeward.registry.sealed import open_summary, seal_summary
from homeward.work.statistics import learn

APART = 10_000_000  # between the serials of two copies
RARE = 40  # postings of a name that becomes another one in each copy
AT_ONCE = 2_000
POSTINGS = """
INSERT INTO registry_namekey (code, serial)
SELECT CASE WHEN often.code IS NULL THEN key.code # (copy * 7919) ELSE key.code END, key.serial + copy * %(apart)s
FROM registry_namekey AS key
LEFT JOIN (SELECT code FROM registry_namekey GROUP BY code HAVING count(*) >= %(rare)s) AS often USING (code)
CROSS JOIN generate_series(1::bigint, %(copies)s - 1) AS copy
ON CONFLICT DO NOTHING
"""


def main(copies: int) -> None:
    """Grow it."""
    people = list(models.Person.objects.order_by("serial"))
    with connection.cursor() as cursor:
        cursor.execute(POSTINGS, {"apart": APART, "rare": RARE, "copies": copies})
    for start in range(0, len(people), AT_ONCE):
        insert(models.Person, list(_copies(people[start : start + AT_ONCE], copies)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM registry_namekey, registry_person")
    learn(now=True)


def _copies(people: list[models.Person], copies: int) -> Iterator[Values]:
    """Each person's row again, with the summary sealed for the row that it is in."""
    keys = data_keys(person.key_id for person in people)
    for person in people:
        key, row = keys[person.key_id], vars(person)
        summary = open_summary(key, person.id, bytes(person.summary))
        for copy in range(1, copies):
            id = uuid7()
            yield {
                **row,
                "id": id,
                "serial": person.serial + copy * APART,
                "number": f"{person.number}{copy}",
                "summary": seal_summary(key, id, summary),
                "household_id": None,
            }


if __name__ == "__main__":
    main(int(sys.argv[1]))

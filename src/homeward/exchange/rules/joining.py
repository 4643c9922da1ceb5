"""Tables become records of people: each row of people with the cells of the household's row, and rows above it, before its own.

Comes in: tables. Goes out: `Received`: joined columns, records, and what was noticed. A row whose parent is missing is said so.
Never drops a row: the table with people in it is chosen, and tables that are not read are named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from homeward.exchange.facts.problems import Problem, notice, told
from homeward.exchange.facts.tables import Line, Received, Record, Table, Tables
from homeward.exchange.rules.headings import holds_people


def joined(found: Tables) -> Received:
    """The records of people in some tables: those of the table with the most fields of a person, else of the longest one."""
    people = max(found.tables, key=lambda table: (holds_people(table.columns), len(table.lines)))
    above = _above(people, {table.name: table for table in found.tables})
    left = [table.name for table in found.tables if table is not people and table not in above and table.lines]
    notices = [*found.notices, *(_unread(name) for name in left)]
    columns = tuple(column for table in (*above, people) for column in table.columns)
    records, orphans = _records(people, above)
    if orphans:
        notices.append(_orphans(people.name, orphans))
    return Received(found.kind, columns, records, tuple(notices))


def _above(people: Table, tables: Mapping[str, Table]) -> tuple[Table, ...]:
    """The tables that people repeat under, the outermost first."""
    chain: list[Table] = []
    table = people
    while table.parent and table.parent in tables and tables[table.parent] not in chain:
        table = tables[table.parent]
        chain.insert(0, table)
    return tuple(chain)


def _records(people: Table, above: tuple[Table, ...]) -> tuple[tuple[Record, ...], int]:
    if not above:
        return tuple(Record(people.name, line.row, line.cells, line.key) for line in people.lines), 0
    named = [{name: line for line in table.lines for name in line.names} for table in above]
    records, orphans, places = [], 0, Counter[str]()
    for line in people.lines:
        chain = _chain(line, named)
        orphans += chain is None
        lines = chain or ()
        before = tuple(cell for one in lines for cell in one.cells)
        if not lines:
            before = ("",) * sum(len(table.columns) for table in above)
        group = lines[0].key or lines[0].names[0] if lines else line.key
        places[group] += 1
        records.append(
            Record(people.name, line.row, before + line.cells, _key(line, lines, group, places[group]), group)
        )
    return tuple(records), orphans


def _chain(line: Line, named: list[dict[str, Line]]) -> tuple[Line, ...] | None:
    """The rows that a row stands under, the outermost first; None where one is missing."""
    found: list[Line] = []
    for names in reversed(named):
        parent = next((names[name] for name in line.parents if name in names), None)
        if parent is None:
            return None
        found.insert(0, parent)
        line = parent
    return tuple(found)


def _key(line: Line, lines: tuple[Line, ...], group: str, place: int) -> str:
    """A durable name of a repeated row: its own, or the submission's and its place in it. None where there is no submission's."""
    submission = lines[0].key if lines else ""
    if line.key and line.key != submission:
        return line.key
    return f"{submission}#{place}" if submission else ""


def _unread(name: str) -> Problem:
    return notice(
        "table_unread",
        "The table %(table)s holds no people and was not read.",
        "Nothing of it is kept.",
        values=told(table=name[:60]),
    )


def _orphans(name: str, count: int) -> Problem:
    return notice(
        "orphans",
        "%(count)s rows of %(table)s belong to a household that is not in this file.",
        "They are read without it. Export both sheets together.",
        values=told(count=count, table=name[:60]),
    )

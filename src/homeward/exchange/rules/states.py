"""Which step an import may take from where it stands. The table is the documentation.

Comes in: states and counts. Goes out: nothing, or a refusal that says what comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from homeward.exchange.facts.imports import Counts, ImportState
from homeward.kernel.errors import BadInput, to_say

S = ImportState
LAWFUL: Final[Mapping[S, frozenset[S]]] = {
    S.STAGED: frozenset({S.VALIDATED, S.REFUSED}),
    S.VALIDATED: frozenset({S.STAGED, S.PREVIEWED, S.REFUSED}),
    S.PREVIEWED: frozenset({S.STAGED, S.MERGING, S.REFUSED}),
    S.MERGING: frozenset({S.MERGED, S.PREVIEWED}),
    S.MERGED: frozenset({S.WITHDRAWN}),
    S.WITHDRAWN: frozenset({S.MERGED}),
    S.REFUSED: frozenset(),
}
_FIRST: Final = {
    S.STAGED: to_say("Check its rows first."),
    S.VALIDATED: to_say("Look at the preview first."),
    S.PREVIEWED: to_say("Look at the preview, then merge or refuse it."),
    S.MERGING: to_say("Its people are being saved. Wait until that has ended."),
    S.MERGED: to_say("It was merged. It can be withdrawn as a whole."),
    S.WITHDRAWN: to_say("It was withdrawn. It can be brought back as a whole."),
    S.REFUSED: to_say("It was refused. Bring the file again."),
}


def check_step(now: ImportState, then: ImportState) -> None:
    """Refuse a step that is not lawful. Raises `BadInput`."""
    if then not in LAWFUL[now]:
        raise BadInput(_FIRST[now], state=now.value)


def check_read(counts: Counts) -> None:
    """Refuse to go on before the whole file was read. Raises `BadInput`."""
    if counts.read < counts.rows or not counts.rows:
        raise BadInput("The file is still being read. Wait until that has ended.")


def check_merge(counts: Counts, leave_faulty: bool, record_changed: bool = False) -> None:
    """Refuse to merge while rows are faulty, unless they are left out on purpose, or where there is nothing to do. Raises `BadInput`."""
    if counts.faulty and not leave_faulty:
        raise BadInput(
            (
                "%(rows)s rows have problems. Correct them and bring the file again, or say that they are to be left "
                "out."
            ),
            field="leave_faulty",
            rows=counts.faulty,
        )
    if not counts.new and not (record_changed and counts.changed):
        raise BadInput("Nobody in this file is new: everybody is here already, or their row has a problem.")

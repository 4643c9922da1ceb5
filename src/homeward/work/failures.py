"""What a failed step comes to: a sentence, and whether to try again. An error's own text is shown only where we wrote it.

Comes in: an exception. Goes out: `Failure`. Never the text of an exception that is not ours: it may quote a record.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from django.db import InterfaceError, OperationalError

from homeward.kernel.errors import HomewardError

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Failure:
    """A code, a sentence, and whether another try may go better."""

    code: str
    sentence: str
    again: bool


def failure(error: Exception) -> Failure:
    """What an exception comes to. What we raise on purpose is final; a database or a disk that is away may come back."""
    if isinstance(error, HomewardError):
        return Failure(error.code, str(error), again=False)
    if isinstance(error, (OperationalError, InterfaceError)):
        return Failure("database", "The database did not answer. It is tried again by itself.", again=True)
    if isinstance(error, OSError):
        return Failure("system", f"The system refused: {error.strerror or type(error).__name__}.", again=True)
    return Failure(
        "defect",
        f"Homeward failed in a way it should not have ({place(error)}). Please report this sentence.",
        again=True,
    )


def place(error: BaseException) -> str:
    """The kind of an exception and where in our code it arose."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(frame.filename).parents]
    where = f" at {Path(ours[-1].filename).relative_to(_PACKAGE)}, line {ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"

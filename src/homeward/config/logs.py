"""How a line of the log looks: when, how grave, where from, what; of an error its kind and place, never its own text.

Comes in: records of every library. Goes out: lines. Never a traceback and never what somebody typed: both may hold a name, so
of a failed request its method, its page's name and its status are written, not its address.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

_PACKAGE = Path(__file__).parent.parent


class PlainFormatter(logging.Formatter):
    """Lines without the texts of errors and without addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        record = logging.makeLogRecord(record.__dict__)
        request = getattr(record, "request", None)
        if request is not None:
            page = getattr(getattr(request, "resolver_match", None), "view_name", None) or "no page"
            record.msg = f"{getattr(record, 'status_code', '')} {getattr(request, 'method', '')} {page}".strip()
            record.args = ()
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        """The kind of the error and where in our code it arose."""
        return place(ei[1], ei[2])


def place(error: BaseException | None, trace: TracebackType | None) -> str:
    """The kind of an error and the last line of ours that it went through."""
    ours = [frame for frame in traceback.extract_tb(trace) if _PACKAGE in Path(frame.filename).parents]
    where = f" at {Path(ours[-1].filename).relative_to(_PACKAGE)}, line {ours[-1].lineno}" if ours else ""
    return f"  {type(error).__name__}{where}"


LINES: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": PlainFormatter, "fmt": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "homeward": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # a page that is not there is nobody's failure
        "axes": {"level": "ERROR"},  # it would write who tried to sign in; the trail does
    },
}

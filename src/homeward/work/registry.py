"""What kinds of job and which chores there are: each room declares its own in its `tasks.py`, and this knows them by name.

Comes in: functions, through `@job` and `@chore`. Goes out: `Kind` and `Chore` by name. Never knows what a job is about.

    @job("registry.import", capability=Capability.IMPORT_STAGE)
    def merge(job: Job) -> Progress:
        '''One chunk: called again and again, with the checkpoint that the last call gave, until it says `finished`.'''

A step must be idempotent: it runs again where a worker died before its checkpoint was kept. With `atomic=False` it runs outside a
transaction, for long reading or computing, and puts its effects into `Progress.write`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from types import MappingProxyType

from django.utils.module_loading import autodiscover_modules

from homeward.access.facts import Capability
from homeward.work.facts import Chore, Job, Kind, Step

_kinds: dict[str, Kind] = {}
_chores: dict[str, Chore] = {}


def job(
    name: str, *, capability: Capability, atomic: bool = True, undo: Callable[[Job], None] | None = None
) -> Callable[[Step], Step]:
    """Declare a step function as a kind of job. `undo` is called in the transaction that marks a job as cancelled."""

    def declare(step: Step) -> Step:
        _kinds[name] = Kind(name, step, capability, atomic, undo)
        return step

    return declare


def chore(name: str, *, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare a function that a worker calls again and again, at least that long after its last end."""

    def declare(run: Callable[[], None]) -> Callable[[], None]:
        _chores[name] = Chore(name, every, run)
        return run

    return declare


def kind_of(name: str) -> Kind:
    """A kind by its name. Raises `LookupError` for one that no room declares: a defect, not a refusal."""
    return kinds()[name]


def kinds() -> Mapping[str, Kind]:
    """Every kind of job that the installed rooms declare."""
    _load()
    return MappingProxyType(_kinds)


def chores() -> Mapping[str, Chore]:
    """Every chore that the installed rooms declare."""
    _load()
    return MappingProxyType(_chores)


@cache
def _load() -> None:
    autodiscover_modules("tasks")

"""A whole screening, from a caseload and an index to a file with its reference and its manifest beside it.

Comes in: a `Request`, an `Index`. Goes out: the output, `OUT.reference.json.gz`, `OUT.run.json`, and the `Manifest`.
Without --reference the caseload itself says what is usual. Never writes a recorded name unless `explain` asks for it.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import msgspec

from homeward.kernel.errors import BadInput, CannotWrite
from homeward.kernel.sources import file_hash, text_hash
from homeward.kernel.tally import Tally
from homeward.names.parts import read
from homeward.screening.caseload import read_caseload
from homeward.screening.columns import Columns
from homeward.screening.engine import Comparison
from homeward.screening.index.store import Index, made_with
from homeward.screening.people import People, lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Counts as Holders
from homeward.screening.reference import Reference, from_sheet, open_reference
from homeward.screening.runs.expected import expected
from homeward.screening.runs.lines import header, shown
from homeward.screening.runs.local import Task, run
from homeward.screening.runs.output import Output, write_beside
from homeward.screening.runs.plan import CaseloadSource, Counts, Manifest, Parameters, Plan, ReferenceSource
from homeward.screening.runs.worker import Block
from homeward.screening.weights import shipped as shipped_weights

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: None for `caseload` is standard input, for `out` standard output."""

    caseload: Path | None
    columns: Columns
    out: Path | None
    parameters: Parameters
    reference: Path | None = None
    threads: int = 1
    resume: bool = False
    chunk: int | None = None


@dataclass(slots=True)
class Clock:
    """Seconds by step."""

    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=perf_counter)

    def step(self, name: str) -> None:
        """The step of that name ends here."""
        now = perf_counter()
        self.seconds[name] = round(self.seconds.get(name, 0) + now - self._since, 3)
        self._since = now


@dataclass(frozen=True, slots=True)
class Caseload:
    """A caseload read and laid out. `recorded` holds the recorded names where they are to be shown."""

    people: People
    source: CaseloadSource
    tally: Tally
    recorded: tuple[str, ...] = ()


def read_people(request: Request, helpers: int = 0) -> Caseload:
    """Read the caseload to its end, with the help of so many processes. Raises `BadInput` where nobody in it can be screened."""
    tally, digest = Tally(), sha256()
    piped, explain = request.caseload is None, request.parameters.explain
    kept: list[Profile] = []

    def passing() -> Iterator[Profile]:
        for profile in read_caseload(request.caseload, request.columns, tally):
            if piped:
                digest.update(msgspec.json.encode(profile))
            if explain:
                kept.append(profile)
            yield profile

    people = lay_out(passing(), helpers)
    name = request.columns.table
    if not len(people):
        first = f" The first: {tally.refusals[0].position}: {tally.refusals[0].reason}." if tally.refusals else ""
        raise BadInput(f"{name} holds nobody who can be screened: {tally.refused} rows were refused.{first}")
    hashed = digest.hexdigest() if request.caseload is None else file_hash(request.caseload)
    source = CaseloadSource(file=name, sha256=hashed, columns=dict(sorted(request.columns.of_field.items())))
    return Caseload(people, source, tally, _recorded(people, kept))


def _recorded(people: People, profiles: list[Profile]) -> tuple[str, ...]:
    """The text of every name that was laid out, in its order."""
    found: list[str] = []
    starts = people.sheet.name_start.tolist()
    for profile, low, high in zip(profiles, starts, starts[1:], strict=False):
        names = [name for name in profile.names if len(profile.names) == high - low or read(name).keys]
        found += (names + [profile.names[0]] * (high - low))[: high - low]
    return tuple(found)


class Usual(NamedTuple):
    """What is usual in a run: its reference, and what that says of each recorded part."""

    reference: Reference
    parts: Holders


def usual(request: Request, caseload: Caseload) -> Usual:
    """Ask the reference of a run about the recorded parts. No list is needed, so it can be done while lists are read."""
    reference = _reference(request, caseload)
    return Usual(reference, reference.usual(caseload.people.vocabulary.sounds, request.threads))


def screen(
    request: Request, caseload: Caseload, index: Index, clock: Clock, progress: Progress | None = None,
    known: Usual | None = None,
) -> Manifest:  # fmt: skip
    """Screen everybody and write what was found; `known` is what `usual` said already. Raises `BadInput` for an index of nobody,
    `CannotWrite`.
    """
    if not len(index):
        raise BadInput("The lists hold no individual, so there is nobody to compare with. Are they the right files?")
    people = caseload.people
    reference, parts = known or usual(request, caseload)
    clock.step("reference")
    comparison = Comparison(people, index, reference, shipped_weights(), request.threads, usual=parts)
    if request.reference is None:
        comparison.expect(expected(comparison, request.threads))
        reference = comparison.reference
    plan = _plan(request, caseload, index, reference)
    output = Output(request.out, plan, resume=request.resume) if request.out else None
    try:
        task = Task(
            comparison, shown(people.ids, index, caseload.recorded), request.parameters, request.threads, request.chunk
        )
        clock.step("prepare")
        sink = _File(output, request.parameters) if output else _Pipe(request.parameters)
        run(task, sink.append, lambda done: progress(done, len(people)) if progress else None, sink.people)
        clock.step("compare")
        resumed = sink.resumed_at
        manifest = _manifest(request, caseload, index, plan, clock, Counted(sink.rows, sink.with_candidates, resumed))
        if output:
            output.finish(lambda: _beside(request, manifest, reference))
    finally:
        if output:
            output.close()
    return manifest


@dataclass(frozen=True, slots=True)
class Counted:
    """What a run wrote."""

    rows: int
    with_candidates: int
    resumed_at: int


class _File:
    """Blocks to a file, after those an interrupted run left."""

    def __init__(self, output: Output, parameters: Parameters) -> None:
        self.output = output
        if output.done.size == 0 and parameters.format == "csv":
            output.append(header(parameters.explain), 0, 0, 0)
        self.resumed_at = output.done.people

    def append(self, block: Block) -> None:
        self.output.append(*block)

    @property
    def people(self) -> int:
        return self.output.done.people

    @property
    def rows(self) -> int:
        return self.output.done.rows

    @property
    def with_candidates(self) -> int:
        return self.output.done.with_candidates


class _Pipe:
    """Blocks to standard output."""

    def __init__(self, parameters: Parameters) -> None:
        self.people = self.rows = self.with_candidates = self.resumed_at = 0
        if parameters.format == "csv":
            sys.stdout.buffer.write(header(parameters.explain))

    def append(self, block: Block) -> None:
        sys.stdout.buffer.write(block.content)
        self.people += block.people
        self.rows += block.rows
        self.with_candidates += block.with_candidates


def _reference(request: Request, caseload: Caseload) -> Reference:
    if request.reference is None:
        title = f"caseload {caseload.source.sha256[:16]}"
        return from_sheet(title, caseload.people.sheet, caseload.people.vocabulary)
    try:
        return open_reference(request.reference)
    except (gzip.BadGzipFile, EOFError, ValueError, msgspec.DecodeError) as error:
        raise BadInput(f"{request.reference.name} is not a reference that a run kept. Name another.") from error
    except OSError as error:
        raise BadInput(f"{request.reference.name} cannot be opened: {error.strerror}. Check the path.") from error


def _plan(request: Request, caseload: Caseload, index: Index, reference: Reference) -> Plan:
    return Plan(
        versions=made_with() | {"weights": shipped_weights().version},
        caseload=caseload.source,
        lists=index.sources,
        index=text_hash(str(index.left_out), *(f"{one.list_id} {one.sha256}" for one in index.sources)),
        reference=ReferenceSource(
            title=reference.title, hash=reference.hash, people=reference.people, listed=reference.listed
        ),
        parameters=request.parameters,
    )


def _manifest(
    request: Request, caseload: Caseload, index: Index, plan: Plan, clock: Clock, counted: Counted
) -> Manifest:
    tally = caseload.tally
    counts = Counts(
        rows_read=tally.read, people=len(caseload.people), refused=tally.refused, entries=len(index),
        listed_names=len(index.sheet.weak), left_out=index.left_out, candidates=counted.rows,
        with_candidates=counted.with_candidates,
    )  # fmt: skip
    files = {"output": request.out.name if request.out else "standard output"}
    if request.out:
        files["reference"] = request.reference.name if request.reference else _reference_path(request.out).name
    return Manifest(
        plan=plan, counts=counts, quirks=dict(tally.quirks.most_common()), places=tally.places, refusals=tally.refusals,
        columns_not_read=request.columns.unread, threads=request.threads, resumed_at=counted.resumed_at,
        seconds=clock.seconds, files=files,
    )  # fmt: skip


def _beside(request: Request, manifest: Manifest, reference: Reference) -> None:
    """The reference, unless one was cited, and the manifest."""
    if request.out is None:
        return
    if request.reference is None:
        path = _reference_path(request.out)
        write_beside(path, b"")
        try:
            reference.save(path)
        except OSError as error:
            raise CannotWrite(
                f"{path.name} could not be written: {error.strerror}. Make room and use --resume."
            ) from error
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    write_beside(request.out.with_name(f"{request.out.name}.run.json"), content + b"\n")


def _reference_path(out: Path) -> Path:
    return out.with_name(f"{out.name}.reference.json.gz")

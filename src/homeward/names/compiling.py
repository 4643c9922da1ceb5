"""Where compiled code is kept: a folder that was tried first, chosen before the first function is compiled.

Comes in: the environment. Goes out: the compiler's folder, set where its own choice cannot be written; `KEPT`, whether compiled
code outlives this process; `announce`, for who wants to say that compiling begins, which happens once per installation.
Where no folder keeps it, the code is compiled for this process alone. Imported before any module that compiles.
`compiled` marks the functions that Python calls; `inner` those that only compiled ones call: they are kept as a part of these, and are
optimised as a part of them. Measure before marking one `shaped`, to be optimised by itself first: for most the code becomes slower.
Compiled code holds what it calls and every constant it reads, so none is used again once any source of it was changed: by itself
the compiler looks only at the file of the function that is called.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import njit
from numba.core import caching, config, event

from homeward.names.pipeline import Part, Shaped, Whole

VARIABLE = "NUMBA_CACHE_DIR"
LEVEL = "NUMBA_OPT"  # how hard the compiler tries: at 1 it is done a tenth sooner than at 3, and the code is as fast
PACKAGE = Path(__file__).parent.parent
FOLDERS = ("names", "screening", "screening/runs")  # whose modules hold compiled code
MARKS = (b"@compiled", b"@inner", b"@shaped")
CONSTANTS = (
    "names/bench",
    "names/costs",
    "names/compounds",
    "names/parts",
    "names/pipeline",
    "names/sounds",
    "screening/features",
    "screening/index/turns",
    "screening/sheet",
)


def sources() -> str:
    """A hash of every module that holds compiled functions, and of those whose constants they read or that say how they are compiled."""
    files = sorted(file for folder in FOLDERS for file in (PACKAGE / folder).glob("*.py"))
    constants = {PACKAGE / f"{name}.py" for name in CONSTANTS}
    digest = sha256()
    for file in files:
        content = file.read_bytes()
        if any(mark in content for mark in MARKS) or file in constants:
            digest.update(sha256(content).digest())
    return digest.hexdigest()


class _Beside(caching.InTreeCacheLocator):
    """Compiled code beside its module, current while all sources are."""

    @classmethod
    def from_function(cls, function: Any, file: str) -> Any:
        """The place for a function of this package, else None: another kind of place is asked."""
        return super().from_function(function, file) if Path(file).is_relative_to(PACKAGE) else None  # type: ignore[no-untyped-call]

    def get_source_stamp(self) -> str:
        """What must be the same for compiled code to be used again."""
        return SOURCES


class _Named(caching.UserProvidedCacheLocator):
    """Compiled code in a folder that was named, current while all sources are."""

    @classmethod
    def from_function(cls, function: Any, file: str) -> Any:
        """The place for a function of this package, else None: another kind of place is asked."""
        return super().from_function(function, file) if Path(file).is_relative_to(PACKAGE) else None  # type: ignore[no-untyped-call]

    def get_source_stamp(self) -> str:
        """What must be the same for compiled code to be used again."""
        return SOURCES


def choose_level() -> None:
    """Set how hard the compiler tries, unless the environment says otherwise."""
    os.environ.setdefault(LEVEL, "1")
    config.reload_config()  # type: ignore[no-untyped-call]


def choose_place() -> bool:
    """Set the folder for compiled code where the compiler's own choice would fail. Returns whether it outlives the process."""
    if given := os.environ.get(VARIABLE):
        if _takes_files(Path(given)):
            return True
    elif all(_takes_files(PACKAGE / folder / "__pycache__") for folder in FOLDERS):
        return True
    kept = next((place for place in _places() if _takes_files(place)), None)
    if kept is None:
        place = tempfile.mkdtemp(prefix="homeward-")
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    os.environ[VARIABLE] = str(kept or place)
    config.reload_config()  # type: ignore[no-untyped-call]
    return kept is not None


def _places() -> Iterator[Path]:
    for variable, inside in (
        ("HOMEWARD_HOME", "compiled"),
        ("XDG_CACHE_HOME", "homeward"),
        ("HOME", ".cache/homeward"),
    ):
        if folder := os.environ.get(variable):
            yield Path(folder) / inside


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made there; tried, because permissions alone do not tell."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


class _Listener(event.Listener):
    """Calls back once, when the first function is compiled."""

    def __init__(self, say: Callable[[], None]) -> None:
        self.say: Callable[[], None] | None = say

    def on_start(self, event: Any) -> None:
        """A function was not found among those compiled before."""
        if say := self.say:
            self.say = None
            say()

    def on_end(self, event: Any) -> None:
        """A function was compiled."""


def announce(say: Callable[[], None]) -> None:
    """Have `say` called once when compiling begins; never, where everything was compiled before."""
    event.register("numba:compile", _Listener(say))  # type: ignore[no-untyped-call]


compiled = njit(cache=True, nogil=True, pipeline_class=Whole)
# Python must not call an inner one: without what would let it in, which takes a sixth of the time to compile, the process ends.
inner = njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=Part)  # type: ignore[call-overload]
shaped = njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=Shaped)  # type: ignore[call-overload]
SOURCES = sources()
caching.CacheImpl._locator_classes[:0] = [_Named, _Beside]
choose_level()
KEPT = choose_place()

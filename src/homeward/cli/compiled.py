"""What a person reads when code is compiled, which happens once per installation.

Comes in: nothing. Goes out: a sentence on standard error, at the moment when compiling begins and never otherwise.
A command that screens has everything compiled at once, before it reads.
"""

from __future__ import annotations

from homeward.cli.render import complain
from homeward.names import compiling
from homeward.screening.kernels import make_ready


def announce() -> None:
    """Have it said when compiling begins."""
    compiling.announce(_say)


def ready() -> None:
    """Have everything compiled that a screening needs, unless it was before, and have it said when that begins."""
    announce()
    make_ready()


def _say() -> None:
    complain("Compiling the comparison for this machine: once after an installation, some seconds.")
    if not compiling.KEPT:
        complain(
            "No folder keeps compiled code, so it is compiled each time: let NUMBA_CACHE_DIR name one that can be written."
        )

"""What a person reads when code is compiled, which happens once per installation.

Comes in: nothing. Goes out: a sentence on standard error, at the moment when compiling begins and never otherwise.
"""

from __future__ import annotations

from homeward.cli.render import complain
from homeward.names import compiling


def announce() -> None:
    """Have it said when compiling begins."""
    compiling.announce(_say)


def _say() -> None:
    complain("Compiling the comparison for this machine: once after an installation, some seconds.")
    if not compiling.KEPT:
        complain(
            "No folder keeps compiled code, so it is compiled each time: let NUMBA_CACHE_DIR name one that can be written."
        )

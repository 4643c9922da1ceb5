"""The reference that comes with the package: how usual name parts, birth years and nationalities are in invented camps.

Comes in: camps that `homeward.synthetic` invents from fixed seeds. Goes out: `src/homeward/resources/reference.json.gz`: sound codes and
counts, the same bytes every time. A live query, which brings no population of its own, is scored by it.
Run: `python tools/build_reference.py`, after the lexicon or the generator has changed.
"""

from __future__ import annotations

from pathlib import Path

from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.reference import from_sheet
from homeward.synthetic.camp import camp

ARTEFACT = Path(__file__).resolve().parent.parent / "src/homeward/resources/reference.json.gz"
PEOPLE = 55_000
SEED = 7001
LEAST = 2  # a part that a single name holds says only that it is rare, which an unknown part says too


def main() -> None:
    """Invent a camp, count it and write the artefact."""
    laid = lay_out(profiles_of(row._asdict() for row in camp(PEOPLE, SEED).rows))
    counted = from_sheet(f"an invented camp of {PEOPLE} people", laid.sheet, laid.vocabulary)
    counted.without(LEAST).save(ARTEFACT)
    print(f"{len(counted.parts)} parts of {counted.names} names; {ARTEFACT.stat().st_size} bytes")


if __name__ == "__main__":
    main()

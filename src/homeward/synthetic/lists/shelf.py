"""A shelf of invented lists in the real formats, for a demonstration without a network.

Comes in: a folder, a seed, how many of each. Goes out: the files' paths and who is on them, to plant in a camp.
Never stored with the package: it is made when it is needed, in a second, the same for the same seed.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import msgspec

from homeward.synthetic.lists.entities import listed_entities
from homeward.synthetic.lists.interpol import special_notices, write_notices
from homeward.synthetic.lists.ofac import write_ofac_csv
from homeward.synthetic.lists.people import Listed, listed_people
from homeward.synthetic.lists.un import write_un_xml
from homeward.synthetic.output import made

UN, OFAC, NOTICES = 1000, 4500, 60
ENTITIES = 0.25  # for every person on a list, as many entities


class Shelf(msgspec.Struct, frozen=True):
    """Paths to hand to a reader: the UN's XML, OFAC's sdn.csv, a folder of notices; and the people of the first two."""

    un: Path
    ofac: Path
    notices: Path
    listed: tuple[Listed, ...]


def write_shelf(folder: Path, seed: int, un: int = UN, ofac: int = OFAC) -> Shelf:
    """Write the lists into a folder, made if need be. Raises `CannotWrite`."""
    of_un = tuple(listed_people(un, seed, "un"))
    of_ofac = tuple(listed_people(ofac, seed, "ofac"))
    made(folder)
    write_un_xml(folder / "invented_un.xml", (*of_un, *listed_entities(round(un * ENTITIES), seed, "un")))
    sdn = write_ofac_csv(folder / "ofac", (*of_ofac, *listed_entities(round(ofac * ENTITIES), seed, "ofac")))
    reds, yellows = listed_people(NOTICES, seed, "red"), listed_people(NOTICES, seed, "yellow")
    write_notices(folder / "interpol", (*reds, *yellows, *special_notices(islice(of_un, NOTICES), seed)))
    return Shelf(folder / "invented_un.xml", sdn, folder / "interpol", (*of_un, *of_ofac))

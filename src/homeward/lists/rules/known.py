"""The lists that are known by name: recognised by what a file holds, and made with one click.

Comes in: the format of a file and the list that it names. Goes out: a `Known`. Never fetches anything: an address is only offered.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.lists.facts.lists import Desk


@dataclass(frozen=True, slots=True)
class Known:
    """A list known by name. `format` and `names` recognise it; `tracing` tells yellow notices from red ones."""

    id: str
    title: str
    originator: str
    format: str
    names: frozenset[str]
    desk: Desk = Desk.SECURITY
    stale_after_days: int = 30
    url: str = ""
    caveat: str = ""


_UN = "United Nations Security Council"
_OFAC = "Office of Foreign Assets Control, United States"
_NOTICE = "A notice is a request for cooperation. Ask the National Central Bureau whether it is still in force before anything is done."

KNOWN = (
    Known(
        "un",
        "United Nations Security Council consolidated list",
        _UN,
        "un",
        frozenset({"un"}),
        url="https://scsanctions.un.org/resources/xml/en/consolidated.xml",
    ),
    Known(
        "ofac-sdn",
        "OFAC specially designated nationals",
        _OFAC,
        "ofac",
        frozenset({"ofac-sdn"}),
        url="https://www.treasury.gov/ofac/downloads/sdn.csv",
    ),
    Known(
        "ofac-cons",
        "OFAC consolidated list (other than specially designated nationals)",
        _OFAC,
        "ofac",
        frozenset({"ofac-cons"}),
        url="https://www.treasury.gov/ofac/downloads/consolidated/cons_prim.csv",
    ),
    Known(
        "interpol-red",
        "INTERPOL red notices (public part)",
        "INTERPOL",
        "interpol",
        frozenset({"interpol"}),
        stale_after_days=7,
        caveat=_NOTICE,
    ),
    Known(
        "interpol-yellow",
        "INTERPOL yellow notices: missing persons",
        "INTERPOL",
        "interpol",
        frozenset({"interpol"}),
        Desk.TRACING,
        stale_after_days=7,
        caveat=_NOTICE,
    ),
    *(
        Known(id, title, originator, form, names, desk, 30)
        for form in ("csv", "ftm")
        for id, title, originator, names, desk in (
            (
                "eu",
                "European Union financial sanctions (as OpenSanctions publishes it)",
                "European Union",
                frozenset({"eu_fsf", "eu financial sanctions files (fsf)"}),
                Desk.SECURITY,
            ),
            (
                "uk",
                "United Kingdom sanctions list (as OpenSanctions publishes it)",
                "United Kingdom",
                frozenset({"gb_fcdo_sanctions", "gb_hmt_sanctions", "uk fcdo sanctions list"}),
                Desk.SECURITY,
            ),
            (
                "un-opensanctions",
                "United Nations Security Council consolidated list (as OpenSanctions publishes it)",
                _UN,
                frozenset({"un_sc_sanctions", "un security council consolidated sanctions"}),
                Desk.SECURITY,
            ),
            (
                "ofac-sdn-opensanctions",
                "OFAC specially designated nationals (as OpenSanctions publishes it)",
                _OFAC,
                frozenset({"us_ofac_sdn", "us ofac specially designated nationals (sdn) list"}),
                Desk.SECURITY,
            ),
            (
                "interpol-red-opensanctions",
                "INTERPOL red notices (as OpenSanctions publishes them)",
                "INTERPOL",
                frozenset({"interpol_red_notices", "interpol red notices"}),
                Desk.SECURITY,
            ),
            (
                "interpol-yellow-opensanctions",
                "INTERPOL yellow notices: missing persons (as OpenSanctions publishes them)",
                "INTERPOL",
                frozenset({"interpol_yellow_notices", "interpol yellow notices"}),
                Desk.TRACING,
            ),
        )
    ),
)


def recognised(format: str, name: str, *, tracing: bool = False) -> Known | None:
    """The known list that a file is, by its format, the list that it names, and whether it tells of missing persons."""
    found = [one for one in KNOWN if one.format == format and name.casefold() in one.names]
    if format == "interpol":
        found = [one for one in found if (one.desk is Desk.TRACING) == tracing]
    return found[0] if found else None


def known_named(id: str) -> tuple[Known, ...]:
    """What is known under an id: one list, perhaps in several formats."""
    return tuple(one for one in KNOWN if one.id == id)

"""A mapping: which column of a file holds which field. It is data: suggested, edited on a page, saved under a name.

Comes in: choices. Goes out: frozen structs that encode to JSON. A column that no use names is read and not kept, and the page says so.
"""

from __future__ import annotations

import msgspec

from homeward.exchange.facts.fields import Field


class Use(msgspec.Struct, frozen=True):
    """That a column holds a field. `choice` is set where the column is one choice of several, answered with 1 or 0."""

    sheet: str
    column: str
    field: Field
    choice: str = ""


class Mapping(msgspec.Struct, frozen=True):
    """The uses, and what site each word for a place means: `sites` maps the text of a cell to a site's id."""

    uses: tuple[Use, ...] = ()
    sites: dict[str, str] = {}

"""Put the administrative areas that come with Homeward into their table.

Comes in: the shipped table. Goes out: rows. Called by the migration and at set-up: nobody's decision, so it has no actor.
Never removes or changes an area that an installation added.
"""

from __future__ import annotations

from homeward.places.areas import shipped_areas
from homeward.places.models import AdminArea


def areas_load() -> int:
    """Put the administrative areas that come with Homeward into the table, or bring them up to date. Returns how many there are."""
    rows = [
        AdminArea(code=area.code, country=area.country, level=area.level, parent=area.parent, names=dict(area.names))
        for area in shipped_areas()
    ]
    AdminArea.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["country", "level", "parent", "names"]
    )
    return len(rows)

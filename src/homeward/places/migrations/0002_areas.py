"""Put the administrative areas that come with Homeward into their table."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from homeward.places.areas import shipped_areas


def put(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those that are not there yet."""
    area = apps.get_model("places", "AdminArea")
    area.objects.using(schema_editor.connection.alias).bulk_create(
        [
            area(code=a.code, country=a.country, level=a.level, parent=a.parent, names=dict(a.names))
            for a in shipped_areas()
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(put, migrations.RunPython.noop)]

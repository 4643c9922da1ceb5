"""Which paper of the registry somebody travels with."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more, empty where a travel paper was typed before."""

    dependencies = [("pathway", "0001_initial")]

    operations = [
        migrations.AddField(model_name="travelpaper", name="claim_id", field=models.UUIDField(null=True)),
    ]

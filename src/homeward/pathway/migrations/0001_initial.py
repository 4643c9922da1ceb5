import django.db.models.deletion
from django.db import migrations, models

import homeward.kernel.ids
import homeward.pathway.facts.assessed
import homeward.pathway.facts.cases
import homeward.pathway.facts.children
import homeward.pathway.facts.convoys
import homeward.pathway.facts.followups
import homeward.pathway.facts.justice
import homeward.pathway.facts.needs
import homeward.pathway.facts.plans
import homeward.pathway.facts.readiness
import homeward.pathway.facts.survivors


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0003_disclosure_ready"),
        ("places", "0002_areas"),
        ("registry", "0009_batch_given_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=48)),
                ("version", models.PositiveIntegerField()),
                (
                    "population",
                    models.CharField(
                        choices=[("adults", "adults"), ("children", "children"), ("everybody", "everybody")],
                        max_length=12,
                    ),
                ),
                ("sha", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("loaded_at", models.DateTimeField()),
                ("loaded_by", models.UUIDField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="instrument_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)), fields=("key",), name="instrument_in_use_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("user_id", models.UUIDField()),
                ("username", models.CharField(max_length=150)),
                ("training", models.CharField(max_length=48)),
                ("trained_on", models.DateField()),
                ("until", models.DateField()),
                ("words", models.CharField(max_length=300)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["user_id", "training", "until"], name="training_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", models.F("user_id")), _negated=True),
                        name="training_recorded_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("trained_on"))), name="training_holds_a_while"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChildFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("assessment", "assessment"),
                            ("case_plan", "case_plan"),
                            ("implementation", "implementation"),
                            ("review", "review"),
                            ("closed", "closed"),
                        ],
                        default=homeward.pathway.facts.children.ChildStep["REGISTERED"],
                        max_length=24,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("opened_by", models.UUIDField()),
                ("opened_name", models.CharField(max_length=150)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)), fields=("child",), name="childfile_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("step", homeward.pathway.facts.children.ChildStep["CLOSED"]),
                            ),
                            models.Q(
                                models.Q(("step", homeward.pathway.facts.children.ChildStep["CLOSED"]), _negated=True),
                                ("closed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="childfile_closed_at_its_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Convoy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("boarding", "boarding"),
                            ("under_way", "under_way"),
                            ("arrived", "arrived"),
                            ("closed", "closed"),
                            ("called_off", "called_off"),
                        ],
                        default=homeward.pathway.facts.convoys.ConvoyState["PLANNED"],
                        max_length=16,
                    ),
                ),
                ("lead", models.UUIDField(null=True)),
                ("lead_name", models.CharField(blank=True, max_length=150)),
                ("escort", models.CharField(blank=True, max_length=200)),
                ("planned_by", models.UUIDField()),
                ("planned_at", models.DateTimeField()),
                ("departed_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("called_off", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "from_site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"),
                ),
                (
                    "to_site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "day"], name="convoy_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_site", models.F("to_site")), _negated=True),
                        name="convoy_goes_somewhere_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", homeward.pathway.facts.convoys.ConvoyState["CALLED_OFF"]), _negated=True
                            ),
                            models.Q(("called_off", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="convoy_called_off_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JusticeFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("opened_name", models.CharField(max_length=150)),
                ("release_on", models.DateField(null=True)),
                ("case_id", models.UUIDField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.UUIDField(null=True)),
                ("close_words", models.BinaryField(default=b"")),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)), fields=["opened_at"], name="justice_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                models.Q(("close_words", b""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="justice_closed_with_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "document"),
                            ("official_record", "official_record"),
                            ("photograph", "photograph"),
                            ("video", "video"),
                            ("recording", "recording"),
                            ("digital", "digital"),
                            ("object", "object"),
                            ("forensic", "forensic"),
                            ("witness", "witness"),
                            ("own_statement", "own_statement"),
                            ("open_source", "open_source"),
                        ],
                        max_length=20,
                    ),
                ),
                ("keeping", models.CharField(choices=[("here", "here"), ("elsewhere", "elsewhere")], max_length=12)),
                ("digest", models.BinaryField()),
                ("size", models.BigIntegerField(default=0)),
                ("description", models.BinaryField()),
                ("source", models.BinaryField()),
                ("collected_by", models.BinaryField()),
                ("collected_where", models.BinaryField()),
                ("collected_first", models.DateField()),
                ("collected_last", models.DateField()),
                ("collected_said", models.CharField(max_length=200)),
                ("reference", models.BinaryField(default=b"")),
                ("file_name", models.BinaryField(default=b"")),
                ("registered_by", models.UUIDField()),
                ("registered_name", models.CharField(max_length=150)),
                ("registered_at", models.DateTimeField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subjectkey"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["site", "-registered_at"], name="evidence_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("description", b""), _negated=True),
                            models.Q(("source", b""), _negated=True),
                            models.Q(("collected_by", b""), _negated=True),
                            models.Q(("digest", b""), _negated=True),
                        ),
                        name="evidence_says_what_and_whence",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceHandover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("referral_id", models.UUIDField()),
                ("disclosure_id", models.UUIDField()),
                ("recipient", models.CharField(max_length=200)),
                ("items", models.PositiveIntegerField()),
                ("manifest", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subjectkey"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField()),
                ("country", models.CharField(max_length=2)),
                ("sha", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("loaded_at", models.DateTimeField()),
                ("loaded_by", models.UUIDField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "version"), name="pack_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Tracing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                (
                    "sought_by",
                    models.CharField(
                        choices=[("child", "child"), ("parent", "parent"), ("relative", "relative")], max_length=16
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("searching", "searching"),
                            ("verification", "verification"),
                            ("wishes", "wishes"),
                            ("reunification", "reunification"),
                            ("follow_up", "follow_up"),
                            ("closed", "closed"),
                        ],
                        default=homeward.pathway.facts.children.TracingStep["SEARCHING"],
                        max_length=24,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("said", models.BinaryField()),
                ("due", models.DateField(null=True)),
                ("opened_by", models.UUIDField()),
                ("opened_name", models.CharField(max_length=150)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlaceNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("area_code", models.CharField(blank=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("session", "session"),
                            ("concern", "concern"),
                            ("agreement", "agreement"),
                            ("judgement", "judgement"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "outlook",
                    models.CharField(
                        blank=True,
                        choices=[("ready", "ready"), ("ready_if", "ready_if"), ("not_yet", "not_yet")],
                        max_length=16,
                    ),
                ),
                ("with_whom", models.JSONField(default=list)),
                ("attended", models.PositiveIntegerField(null=True)),
                ("words", models.TextField()),
                ("source", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("until", models.DateField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "settles",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled_by",
                        to="pathway.placenote",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["site", "kind", "day"], name="placenote_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("site__isnull", False), models.Q(("area_code", ""), _negated=True), _connector="OR"
                        ),
                        name="placenote_is_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("words", ""), _negated=True)
                        ),
                        name="placenote_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", homeward.pathway.facts.readiness.NoteKind["JUDGEMENT"]),
                                ("until__isnull", False),
                                models.Q(("outlook", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind", homeward.pathway.facts.readiness.NoteKind["JUDGEMENT"]), _negated=True
                                ),
                                ("outlook", ""),
                            ),
                            _connector="OR",
                        ),
                        name="placenote_judgement_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mhpss", "mhpss"),
                            ("health", "health"),
                            ("education", "education"),
                            ("legal_identity", "legal_identity"),
                            ("shelter", "shelter"),
                            ("livelihoods", "livelihoods"),
                            ("disability", "disability"),
                            ("gbv", "gbv"),
                            ("parenting", "parenting"),
                            ("community_mediation", "community_mediation"),
                            ("family_tracing", "family_tracing"),
                            ("legal_aid", "legal_aid"),
                            ("interpreter", "interpreter"),
                        ],
                        max_length=24,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("provider", models.CharField(max_length=200)),
                ("area_code", models.CharField(blank=True, max_length=40)),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("everyone", "everyone"),
                            ("adults", "adults"),
                            ("women", "women"),
                            ("men", "men"),
                            ("children", "children"),
                            ("families", "families"),
                        ],
                        max_length=16,
                    ),
                ),
                ("languages", models.JSONField(default=list)),
                ("capacity", models.PositiveIntegerField(null=True)),
                ("open_from", models.DateField(null=True)),
                ("open_until", models.DateField(null=True)),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["site", "kind"], name="service_at"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("site__isnull", False), models.Q(("area_code", ""), _negated=True), _connector="OR"
                        ),
                        name="service_is_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("open_from__isnull", True),
                            ("open_until__isnull", True),
                            ("open_until__gte", models.F("open_from")),
                            _connector="OR",
                        ),
                        name="service_opens_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurvivorFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.UUIDField(null=True)),
                ("close_words", models.BinaryField(default=b"")),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.subjectkey"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChildEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plan", "plan"),
                            ("follow_up", "follow_up"),
                            ("guardian", "guardian"),
                            ("visit", "visit"),
                            ("care_review", "care_review"),
                            ("school", "school"),
                        ],
                        max_length=24,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=24)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("due", models.DateField(null=True)),
                ("subject", models.UUIDField(null=True)),
                ("said", models.BinaryField()),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="pathway.childfile"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["file", "kind", "made_at"], name="childentry_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("said", b""), _negated=True), name="childentry_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChildMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("assessment", "assessment"),
                            ("case_plan", "case_plan"),
                            ("implementation", "implementation"),
                            ("review", "review"),
                            ("closed", "closed"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.BinaryField(default=b"")),
                ("taken_by", models.UUIDField()),
                ("taken_name", models.CharField(max_length=150)),
                ("taken_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="pathway.childfile"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "number"), name="childmove_once")],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("boarding", "boarding"), ("checkpoint", "checkpoint"), ("arrival", "arrival")],
                        max_length=16,
                    ),
                ),
                ("called", models.CharField(blank=True, max_length=100)),
                (
                    "convoy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="pathway.convoy"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("convoy", "number"), name="point_once")],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("side", models.CharField(choices=[("gives", "gives"), ("takes", "takes")], max_length=8)),
                ("account", models.UUIDField(null=True)),
                ("name", models.CharField(max_length=150)),
                ("function", models.CharField(max_length=150)),
                ("scan", models.CharField(blank=True, max_length=100)),
                ("place", models.CharField(max_length=200)),
                ("caveats", models.JSONField(default=list)),
                ("content", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                ("entered_by", models.UUIDField()),
                ("entered_at", models.DateTimeField()),
                (
                    "convoy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="pathway.convoy"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("function", ""), _negated=True),
                            models.Q(
                                ("account__isnull", False), models.Q(("scan", ""), _negated=True), _connector="OR"
                            ),
                        ),
                        name="signature_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vehicle",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("called", models.CharField(max_length=64)),
                ("seats", models.PositiveSmallIntegerField()),
                ("wheelchairs", models.PositiveSmallIntegerField(default=0)),
                (
                    "convoy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vehicles", to="pathway.convoy"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("convoy", "number"), name="vehicle_once"),
                    models.CheckConstraint(
                        condition=models.Q(("wheelchairs__lte", models.F("seats"))), name="vehicle_has_its_places"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourtReferral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("proposed", "proposed"),
                            ("not_referred", "not_referred"),
                            ("referred", "referred"),
                            ("returned", "returned"),
                            ("dismissed", "dismissed"),
                            ("acquitted", "acquitted"),
                            ("convicted", "convicted"),
                            ("closed", "closed"),
                        ],
                        default=homeward.pathway.facts.justice.Proceeding["DRAFTED"],
                        max_length=16,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("act", models.BinaryField()),
                ("act_first", models.DateField()),
                ("act_last", models.DateField()),
                ("act_said", models.CharField(max_length=200)),
                ("authority", models.BinaryField()),
                ("may_be_child", models.BooleanField()),
                ("drafted_by", models.UUIDField()),
                ("drafted_name", models.CharField(max_length=150)),
                ("drafted_at", models.DateTimeField()),
                ("proposed_by", models.UUIDField(null=True)),
                ("proposed_name", models.CharField(blank=True, max_length=150)),
                ("proposed_words", models.BinaryField(default=b"")),
                ("confirmed_by", models.UUIDField(null=True)),
                ("confirmed_name", models.CharField(blank=True, max_length=150)),
                ("confirmed_words", models.BinaryField(default=b"")),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="pathway.justicefile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("file", "place"), name="court_referral_place_once"),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                        name="court_referral_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["referred", "returned", "dismissed", "acquitted", "convicted"]),
                                _negated=True,
                            ),
                            models.Q(("confirmed_by__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="court_referral_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "proposed"), _negated=True),
                            ("proposed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="court_referral_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", b""), _negated=True), models.Q(("authority", b""), _negated=True)
                        ),
                        name="court_referral_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Detention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("pre_trial", "pre_trial"), ("sentence", "sentence")], max_length=16),
                ),
                ("place", models.BinaryField()),
                ("order", models.BinaryField()),
                ("since_first", models.DateField(null=True)),
                ("since_last", models.DateField(null=True)),
                ("since_said", models.CharField(blank=True, max_length=200)),
                ("review_on", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="detentions", to="pathway.justicefile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "pre_trial"), _negated=True),
                            models.Q(("review_on__isnull", False), ("until__isnull", False)),
                            _connector="OR",
                        ),
                        name="detention_pre_trial_is_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_on__isnull", True),
                            ("until__isnull", True),
                            ("review_on__lte", models.F("until")),
                            _connector="OR",
                        ),
                        name="detention_reviewed_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JusticeTask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("detention_review", "detention_review"),
                            ("detention_expires", "detention_expires"),
                            ("hearing", "hearing"),
                            ("release_plan", "release_plan"),
                            ("release_family", "release_family"),
                            ("release_papers", "release_papers"),
                            ("release_services", "release_services"),
                            ("release_day", "release_day"),
                        ],
                        max_length=24,
                    ),
                ),
                ("subject", models.UUIDField()),
                ("due", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
                ("done_name", models.CharField(blank=True, max_length=150)),
                ("done_words", models.BinaryField(default=b"")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="pathway.justicefile"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("done_at__isnull", True)), fields=["due"], name="justice_task_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("file", "what", "subject"),
                        name="justice_task_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalAid",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("counsel", "counsel"), ("interpreter", "interpreter")], max_length=16),
                ),
                ("name", models.BinaryField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("since_first", models.DateField(null=True)),
                ("since_last", models.DateField(null=True)),
                ("since_said", models.CharField(blank=True, max_length=200)),
                ("ended_on", models.DateField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aids", to="pathway.justicefile"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CustodyLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("collected", "collected"),
                            ("received", "received"),
                            ("transferred", "transferred"),
                            ("examined", "examined"),
                            ("copied", "copied"),
                            ("handed_over", "handed_over"),
                            ("returned", "returned"),
                            ("checked", "checked"),
                        ],
                        max_length=16,
                    ),
                ),
                ("previous", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("document", models.BinaryField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="pathway.evidenceitem"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "seq"), name="custody_link_once")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceCaveat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("originator", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=1000)),
                ("recipients", models.JSONField(null=True)),
                ("purposes", models.JSONField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="caveats", to="pathway.evidenceitem"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ObtainedAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("untainted", "untainted"), ("tainted", "tainted"), ("unknown", "unknown")],
                        max_length=12,
                    ),
                ),
                ("words", models.BinaryField()),
                ("source", models.BinaryField()),
                ("answered_by", models.UUIDField()),
                ("answered_name", models.CharField(max_length=150)),
                ("answered_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="obtained", to="pathway.evidenceitem"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("words", b""), _negated=True), name="obtained_has_words")
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "home_site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.household",
                    ),
                ),
                (
                    "to_site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.pack"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("list_id", models.CharField(blank=True, max_length=64)),
                ("entry_id", models.CharField(blank=True, max_length=128)),
                ("noted_by", models.UUIDField()),
                ("noted_name", models.CharField(max_length=150)),
                ("noted_at", models.DateTimeField()),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("possible", "possible"),
                            ("another_person", "another_person"),
                            ("too_little", "too_little"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.BinaryField(default=b"")),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_name", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
                (
                    "tracing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leads", to="pathway.tracing"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry_id", ""), ("person__isnull", False)),
                            models.Q(("person__isnull", True), models.Q(("entry_id", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="lead_is_a_person_or_an_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("found", "")),
                            models.Q(
                                models.Q(("found", ""), _negated=True),
                                models.Q(("words", b""), _negated=True),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="lead_decided_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("tracing", "person"),
                        name="lead_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("entry_id", ""), _negated=True),
                        fields=("tracing", "list_id", "entry_id"),
                        name="lead_entry_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TracingMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("searching", "searching"),
                            ("verification", "verification"),
                            ("wishes", "wishes"),
                            ("reunification", "reunification"),
                            ("follow_up", "follow_up"),
                            ("closed", "closed"),
                        ],
                        max_length=24,
                    ),
                ),
                ("said", models.BinaryField()),
                ("taken_by", models.UUIDField()),
                ("taken_name", models.CharField(max_length=150)),
                ("taken_at", models.DateTimeField()),
                (
                    "tracing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="pathway.tracing"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tracing", "number"), name="tracingmove_once")],
            },
        ),
        migrations.CreateModel(
            name="SurvivorConsent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("service", "service"),
                            ("protection", "protection"),
                            ("justice", "justice"),
                            ("screening", "screening"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "decider",
                    models.CharField(
                        choices=[
                            ("survivor", "survivor"),
                            ("child_with_adult", "child_with_adult"),
                            ("guardian", "guardian"),
                        ],
                        max_length=20,
                    ),
                ),
                ("recipient", models.BinaryField()),
                ("what", models.BinaryField()),
                ("own_words", models.BinaryField()),
                ("explained", models.BinaryField()),
                ("basis", models.BinaryField()),
                ("until", models.DateField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.UUIDField(null=True)),
                ("withdrawn_words", models.BinaryField(default=b"")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="pathway.survivorfile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("own_words", b""), _negated=True),
                            models.Q(("explained", b""), _negated=True),
                            models.Q(("basis", b""), _negated=True),
                            models.Q(("what", b""), _negated=True),
                            models.Q(("recipient", b""), _negated=True),
                        ),
                        name="survivor_decision_is_informed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decider", "guardian"), ("purpose__in", ["justice", "screening"]), _negated=True
                        ),
                        name="survivor_decision_is_their_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurvivorTold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("account", "account"), ("wish", "wish"), ("safety", "safety")], max_length=8
                    ),
                ),
                (
                    "teller",
                    models.CharField(
                        choices=[
                            ("survivor", "survivor"),
                            ("carer", "carer"),
                            ("witness", "witness"),
                            ("service", "service"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.BinaryField()),
                ("harmed", models.BinaryField(default=b"")),
                ("review_on", models.DateField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="pathway.survivorfile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", b""), _negated=True), name="survivor_told_in_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("by", models.UUIDField()),
                ("counted_name", models.CharField(max_length=150)),
                ("on_paper", models.BooleanField(default=False)),
                ("begun_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="counts", to="pathway.point"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("finished_at__isnull", True), ("on_paper", False), ("set_aside_at__isnull", True)
                        ),
                        fields=("point", "by"),
                        name="count_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content", models.CharField(max_length=64)),
                ("place", models.CharField(max_length=200)),
                ("bands", models.JSONField()),
                ("caveats", models.JSONField(default=list)),
                ("persons", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "convoy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handover", to="pathway.convoy"
                    ),
                ),
                (
                    "gave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.signature"
                    ),
                ),
                (
                    "took",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.signature"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CourtEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charge", "charge"),
                            ("hearing", "hearing"),
                            ("detention_order", "detention_order"),
                            ("verdict", "verdict"),
                            ("sentence", "sentence"),
                            ("appeal", "appeal"),
                            ("transfer", "transfer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("court", models.BinaryField()),
                ("words", models.BinaryField()),
                ("day_first", models.DateField(null=True)),
                ("day_last", models.DateField(null=True)),
                ("day_said", models.CharField(blank=True, max_length=200)),
                ("next_on", models.DateField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="pathway.courtreferral"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CourtOutcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "frm",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("proposed", "proposed"),
                            ("not_referred", "not_referred"),
                            ("referred", "referred"),
                            ("returned", "returned"),
                            ("dismissed", "dismissed"),
                            ("acquitted", "acquitted"),
                            ("convicted", "convicted"),
                            ("closed", "closed"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("proposed", "proposed"),
                            ("not_referred", "not_referred"),
                            ("referred", "referred"),
                            ("returned", "returned"),
                            ("dismissed", "dismissed"),
                            ("acquitted", "acquitted"),
                            ("convicted", "convicted"),
                            ("closed", "closed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.BinaryField()),
                ("authority", models.BinaryField(default=b"")),
                ("day_first", models.DateField(null=True)),
                ("day_last", models.DateField(null=True)),
                ("day_said", models.CharField(blank=True, max_length=200)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="pathway.courtreferral"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "number"), name="court_outcome_once"),
                    models.CheckConstraint(
                        condition=models.Q(("words", b""), _negated=True), name="court_outcome_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exhibit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("favours", models.BooleanField()),
                ("words", models.BinaryField()),
                ("added_by", models.UUIDField()),
                ("added_name", models.CharField(max_length=150)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.UUIDField(null=True)),
                ("removed_words", models.BinaryField(default=b"")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="pathway.evidenceitem"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="pathway.courtreferral"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("referral", "item"),
                        name="court_exhibit_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", b""), _negated=True), name="court_exhibit_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("age", "age"),
                            ("juvenile", "juvenile"),
                            ("specialist", "specialist"),
                            ("counsel", "counsel"),
                            ("fair_trial", "fair_trial"),
                            ("torture", "torture"),
                            ("death_penalty", "death_penalty"),
                            ("authority", "authority"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("adult", "adult"),
                            ("child", "child"),
                            ("too_young", "too_young"),
                            ("juvenile_justice", "juvenile_justice"),
                            ("ordinary_court", "ordinary_court"),
                            ("consulted", "consulted"),
                            ("advises_against", "advises_against"),
                            ("not_consulted", "not_consulted"),
                            ("has_counsel", "has_counsel"),
                            ("no_counsel", "no_counsel"),
                            ("expected", "expected"),
                            ("not_expected", "not_expected"),
                            ("untainted", "untainted"),
                            ("tainted", "tainted"),
                            ("not_exposed", "not_exposed"),
                            ("assured", "assured"),
                            ("exposed", "exposed"),
                            ("competent", "competent"),
                            ("not_competent", "not_competent"),
                            ("unknown", "unknown"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.BinaryField()),
                ("source", models.BinaryField()),
                ("answered_by", models.UUIDField()),
                ("answered_name", models.CharField(max_length=150)),
                ("answered_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="pathway.courtreferral"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["referral", "question", "answered_at"], name="court_answer_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", b""), _negated=True), models.Q(("source", b""), _negated=True)
                        ),
                        name="court_answer_has_words_and_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("what", models.CharField(choices=[("seen", "seen"), ("defence", "defence")], max_length=8)),
                ("previous", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("document", models.BinaryField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.evidenceitem"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="pathway.courtreferral"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("referral", "seq"), name="court_referral_note_once")],
            },
        ),
        migrations.CreateModel(
            name="DetentionReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                ("outcome", models.CharField(choices=[("goes_on", "goes_on"), ("ends", "ends")], max_length=16)),
                ("words", models.BinaryField()),
                ("next_on", models.DateField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "detention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="pathway.detention"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("identity_review", "identity_review"),
                            ("nationality_verification", "nationality_verification"),
                            ("screening_review", "screening_review"),
                            ("repatriation_decision", "repatriation_decision"),
                            ("departure_preparation", "departure_preparation"),
                            ("in_transit", "in_transit"),
                            ("received", "received"),
                            ("rehabilitation", "rehabilitation"),
                            ("return_readiness", "return_readiness"),
                            ("returned", "returned"),
                            ("follow_up", "follow_up"),
                            ("closed", "closed"),
                        ],
                        default=homeward.pathway.facts.cases.Stage["REGISTERED"],
                        max_length=32,
                    ),
                ),
                (
                    "course",
                    models.CharField(
                        choices=[
                            ("running", "running"),
                            ("suspended", "suspended"),
                            ("transferred", "transferred"),
                            ("absconded_reported", "absconded_reported"),
                            ("deceased_reported", "deceased_reported"),
                            ("untraced", "untraced"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=homeward.pathway.facts.cases.Course["RUNNING"],
                        max_length=24,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("settled_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="pathway.group"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["course", "stage", "since"], name="case_stage"),
                    models.Index(fields=["settled_at"], name="case_settle"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)), fields=("person",), name="case_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False), ("stage", homeward.pathway.facts.cases.Stage["CLOSED"])
                            ),
                            models.Q(
                                models.Q(("stage", homeward.pathway.facts.cases.Stage["CLOSED"]), _negated=True),
                                ("closed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_at_its_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurvivorShared",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                ("what", models.BinaryField()),
                ("service", models.BinaryField(default=b"")),
                (
                    "answered",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("done", "done"),
                        ],
                        default=homeward.pathway.facts.survivors.Answered["WAITING"],
                        max_length=12,
                    ),
                ),
                ("answer_words", models.BinaryField(default=b"")),
                ("answered_at", models.DateTimeField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shared", to="pathway.survivorconsent"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what", b""), _negated=True), name="survivor_shared_in_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Apart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.BinaryField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aparts", to="pathway.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assessed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("voluntariness", "voluntariness"),
                            ("non_refoulement", "non_refoulement"),
                            ("medical_fitness", "medical_fitness"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_decision", "own_decision"),
                            ("child_and_carer", "child_and_carer"),
                            ("lawful_basis", "lawful_basis"),
                        ],
                        max_length=24,
                    ),
                ),
                ("outcome", models.CharField(max_length=24)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("language", models.CharField(max_length=16)),
                ("interpreter", models.BooleanField()),
                ("alone", models.BooleanField()),
                ("said", models.BinaryField()),
                ("escort", models.BinaryField(default=b"")),
                ("until", models.DateField()),
                ("needs_second", models.BooleanField()),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.site"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "paper", "made_at"], name="assessed_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said", b""), _negated=True), models.Q(("outcome", ""), _negated=True)
                        ),
                        name="assessed_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_second", True),
                            models.Q(
                                models.Q(("basis", homeward.pathway.facts.assessed.Basis["LAWFUL"]), _negated=True),
                                models.Q(("outcome", "no_bar"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessed_second_where_it_is_needed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("held_on", models.DateField()),
                ("review_on", models.DateField()),
                ("answers", models.BinaryField()),
                ("narrative", models.BinaryField()),
                ("limits", models.BinaryField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("interpreter", models.BinaryField(default=b"")),
                ("with_whom", models.BinaryField(default=b"")),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="pathway.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="pathway.case"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.instrument"
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.training"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-held_on"], name="assessment_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("review_on__gt", models.F("held_on"))), name="assessment_is_looked_at_again"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answers", b""), _negated=True),
                            models.Q(("narrative", b""), _negated=True),
                            models.Q(("limits", b""), _negated=True),
                        ),
                        name="assessment_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("identity", "identity"),
                            ("nationality", "nationality"),
                            ("screening", "screening"),
                            ("voluntariness", "voluntariness"),
                            ("non_refoulement", "non_refoulement"),
                            ("best_interests", "best_interests"),
                            ("family_unity", "family_unity"),
                            ("medical_fitness", "medical_fitness"),
                            ("no_hold", "no_hold"),
                            ("pack", "pack"),
                            ("destination", "destination"),
                            ("continuity", "continuity"),
                            ("head_count", "head_count"),
                            ("handover", "handover"),
                            ("plan", "plan"),
                            ("contacts", "contacts"),
                        ],
                        max_length=24,
                    ),
                ),
                ("role", models.CharField(max_length=32)),
                ("because", models.CharField(max_length=48)),
                ("detail", models.JSONField(default=dict)),
                ("since", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="blocks", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["role", "since"], name="block_of_role")],
                "constraints": [models.UniqueConstraint(fields=("case", "gate", "role"), name="block_once")],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("settled", "settled"),
                            ("handed_over", "handed_over"),
                            ("moved", "moved"),
                            ("wants_no_more", "wants_no_more"),
                            ("not_reached", "not_reached"),
                            ("deceased", "deceased"),
                            ("other", "other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.BinaryField()),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("told", "told"),
                            ("carer_told", "carer_told"),
                            ("could_not_be_told", "could_not_be_told"),
                        ],
                        max_length=24,
                    ),
                ),
                ("told_words", models.BinaryField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "number"], name="closure_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", b""), _negated=True), models.Q(("told_words", b""), _negated=True)
                        ),
                        name="closure_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Extra",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("child", "child"), ("adult", "adult"), ("newborn", "newborn")], max_length=8
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waits", "waits"), ("boards", "boards"), ("stays", "stays")],
                        default=homeward.pathway.facts.convoys.ExtraState["WAITS"],
                        max_length=8,
                    ),
                ),
                ("words", models.BinaryField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_name", models.CharField(blank=True, max_length=150)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_words", models.BinaryField(default=b"")),
                (
                    "came_with",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.case"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathway.case"
                    ),
                ),
                (
                    "convoy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extras", to="pathway.convoy"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)), fields=("convoy", "person"), name="extra_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", False), ("came_with__isnull", False), _connector="OR"),
                        name="extra_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", homeward.pathway.facts.convoys.ExtraKind["CHILD"]), _negated=True),
                            models.Q(("state", homeward.pathway.facts.convoys.ExtraState["BOARDS"]), _negated=True),
                            ("answered_by__isnull", False),
                            _connector="OR",
                        ),
                        name="extra_child_on_a_word",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("due_on", models.DateField()),
                ("after", models.CharField(blank=True, max_length=16)),
                ("moved_words", models.BinaryField(default=b"")),
                ("planned_by", models.UUIDField(null=True)),
                ("planned_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="follow_ups", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped_at__isnull", True)), fields=["due_on"], name="follow_up_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("case", "due_on"),
                        name="follow_up_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped_at__isnull", True), models.Q(("moved_words", b""), _negated=True), _connector="OR"
                        ),
                        name="follow_up_dropped_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GapSaid",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mhpss", "mhpss"),
                            ("health", "health"),
                            ("education", "education"),
                            ("legal_identity", "legal_identity"),
                            ("shelter", "shelter"),
                            ("livelihoods", "livelihoods"),
                            ("disability", "disability"),
                            ("gbv", "gbv"),
                            ("parenting", "parenting"),
                            ("community_mediation", "community_mediation"),
                            ("family_tracing", "family_tracing"),
                            ("legal_aid", "legal_aid"),
                            ("interpreter", "interpreter"),
                        ],
                        max_length=24,
                    ),
                ),
                ("place", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("arranged_elsewhere", "arranged_elsewhere"),
                            ("goes_without", "goes_without"),
                            ("postpone", "postpone"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.BinaryField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gaps", to="pathway.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind", "place", "number"), name="gap_once"),
                    models.CheckConstraint(condition=models.Q(("words", b""), _negated=True), name="gap_has_words"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandedOver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handed_over", to="pathway.case"
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="pathway.handover"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("handover", "case"), name="handed_over_once")],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reason", models.CharField(max_length=32)),
                ("words", models.BinaryField()),
                ("authority", models.BinaryField()),
                ("owner", models.UUIDField()),
                ("owner_name", models.CharField(max_length=150)),
                ("placed_at", models.DateTimeField()),
                ("review_on", models.DateField()),
                ("until", models.DateField()),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_name", models.CharField(blank=True, max_length=150)),
                ("end_words", models.BinaryField(default=b"")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="pathway.case"
                    ),
                ),
                (
                    "renews",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="pathway.hold",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["owner", "until"], name="hold_open"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("review_on__lte", models.F("until"))), name="hold_reviewed_before_it_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("words", b""), _negated=True)
                        ),
                        name="hold_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interests",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "about",
                    models.CharField(choices=[("return", "return"), ("separation", "separation")], max_length=16),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("in_their_interests", "in_their_interests"),
                            ("not_in_their_interests", "not_in_their_interests"),
                            ("more_needed", "more_needed"),
                            ("other_solution", "other_solution"),
                        ],
                        max_length=32,
                    ),
                ),
                ("asks_panel", models.BooleanField()),
                (
                    "heard",
                    models.CharField(
                        choices=[
                            ("heard", "heard"),
                            ("through_play", "through_play"),
                            ("cannot_say_yet", "cannot_say_yet"),
                            ("did_not_want", "did_not_want"),
                        ],
                        max_length=24,
                    ),
                ),
                ("language", models.CharField(max_length=16)),
                ("interpreter", models.BooleanField()),
                ("alone", models.BooleanField()),
                ("said", models.BinaryField()),
                ("with_ids", models.JSONField(default=list)),
                ("until", models.DateField()),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="pathway.case",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "about", "made_at"], name="interests_latest"),
                    models.Index(fields=["child", "made_at"], name="interests_of_child"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("said", b""), _negated=True), name="interests_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", homeward.pathway.facts.children.About["RETURN"]), _negated=True),
                            ("case__isnull", False),
                            _connector="OR",
                        ),
                        name="interests_of_a_journey_is_of_a_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Journey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wheelchair", models.BooleanField(default=False)),
                ("escort", models.BooleanField(default=False)),
                ("words", models.BinaryField(default=b"")),
                ("recorded_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="journey", to="pathway.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=32)),
                ("number", models.PositiveIntegerField()),
                ("said", models.CharField(max_length=32)),
                ("day", models.DateField()),
                ("until", models.DateField(null=True)),
                ("words", models.BinaryField(default=b"")),
                ("reference", models.BinaryField(default=b"")),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="pathway.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "item", "number"), name="milestone_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item", ""), _negated=True), models.Q(("said", ""), _negated=True)
                        ),
                        name="milestone_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("identity", "identity"),
                            ("nationality", "nationality"),
                            ("screening", "screening"),
                            ("voluntariness", "voluntariness"),
                            ("non_refoulement", "non_refoulement"),
                            ("best_interests", "best_interests"),
                            ("family_unity", "family_unity"),
                            ("medical_fitness", "medical_fitness"),
                            ("no_hold", "no_hold"),
                            ("pack", "pack"),
                            ("destination", "destination"),
                            ("continuity", "continuity"),
                            ("head_count", "head_count"),
                            ("handover", "handover"),
                            ("plan", "plan"),
                            ("contacts", "contacts"),
                        ],
                        max_length=24,
                    ),
                ),
                ("authority", models.BinaryField()),
                ("reason", models.BinaryField()),
                ("asked_by", models.UUIDField()),
                ("asked_name", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("review_on", models.DateField()),
                ("granted_by", models.UUIDField(null=True)),
                ("granted_name", models.CharField(blank=True, max_length=150)),
                ("granted_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("reviewed_by", models.UUIDField(null=True)),
                ("reviewed_name", models.CharField(blank=True, max_length=150)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("review_words", models.BinaryField(default=b"")),
                ("upheld", models.BooleanField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("reviewed_at__isnull", True)), fields=["review_on"], name="override_review"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("granted_by", models.F("asked_by")), _negated=True),
                        name="override_granted_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reviewed_by", models.F("asked_by")), _negated=True),
                        name="override_reviewed_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("refused_at__isnull", True)),
                        fields=("case", "gate"),
                        name="override_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("identity", "identity"),
                            ("nationality", "nationality"),
                            ("screening", "screening"),
                            ("voluntariness", "voluntariness"),
                            ("non_refoulement", "non_refoulement"),
                            ("best_interests", "best_interests"),
                            ("family_unity", "family_unity"),
                            ("medical_fitness", "medical_fitness"),
                            ("no_hold", "no_hold"),
                            ("pack", "pack"),
                            ("destination", "destination"),
                            ("continuity", "continuity"),
                            ("head_count", "head_count"),
                            ("handover", "handover"),
                            ("plan", "plan"),
                            ("contacts", "contacts"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "holding",
                    models.CharField(
                        choices=[("open", "open"), ("does_not_apply", "does_not_apply"), ("overridden", "overridden")],
                        max_length=16,
                    ),
                ),
                ("because", models.CharField(max_length=48)),
                ("detail", models.JSONField(default=dict)),
                ("passed_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passes", to="pathway.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number", "gate"), name="passed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("holding__in", ["open", "does_not_apply", "overridden"])),
                        name="passed_is_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_force", "in_force"),
                            ("not_agreed", "not_agreed"),
                            ("replaced", "replaced"),
                            ("ended", "ended"),
                        ],
                        default=homeward.pathway.facts.plans.PlanState["DRAFT"],
                        max_length=12,
                    ),
                ),
                ("own_words", models.BinaryField()),
                ("language", models.CharField(max_length=8)),
                ("with_whom", models.BinaryField(default=b"")),
                ("review_on", models.DateField()),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("agrees", "agrees"),
                            ("in_part", "in_part"),
                            ("does_not_agree", "does_not_agree"),
                            ("not_asked", "not_asked"),
                        ],
                        default=homeward.pathway.facts.plans.Agreement["NOT_ASKED"],
                        max_length=16,
                    ),
                ),
                ("explained_by", models.UUIDField(null=True)),
                ("explained_name", models.CharField(blank=True, max_length=150)),
                ("explained_on", models.DateField(null=True)),
                ("explained_in", models.CharField(blank=True, max_length=8)),
                ("interpreter", models.BinaryField(default=b"")),
                ("open_words", models.BinaryField(default=b"")),
                ("carer", models.BinaryField(default=b"")),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                ("in_force_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", homeward.pathway.facts.plans.PlanState["IN_FORCE"])),
                        fields=["review_on"],
                        name="plan_review",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="plan_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", homeward.pathway.facts.plans.PlanState["IN_FORCE"])),
                        fields=("case",),
                        name="plan_in_force_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", homeward.pathway.facts.plans.PlanState["DRAFT"])),
                        fields=("case",),
                        name="plan_draft_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", homeward.pathway.facts.plans.PlanState["IN_FORCE"]), _negated=True),
                            models.Q(
                                (
                                    "agreement__in",
                                    [
                                        homeward.pathway.facts.plans.Agreement["AGREES"],
                                        homeward.pathway.facts.plans.Agreement["IN_PART"],
                                    ],
                                ),
                                ("explained_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="plan_in_force_was_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "agreement__in",
                                [
                                    homeward.pathway.facts.plans.Agreement["AGREES"],
                                    homeward.pathway.facts.plans.Agreement["NOT_ASKED"],
                                ],
                            ),
                            models.Q(("open_words", b""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_in_part_says_what_stays_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "frm",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("identity_review", "identity_review"),
                            ("nationality_verification", "nationality_verification"),
                            ("screening_review", "screening_review"),
                            ("repatriation_decision", "repatriation_decision"),
                            ("departure_preparation", "departure_preparation"),
                            ("in_transit", "in_transit"),
                            ("received", "received"),
                            ("rehabilitation", "rehabilitation"),
                            ("return_readiness", "return_readiness"),
                            ("returned", "returned"),
                            ("follow_up", "follow_up"),
                            ("closed", "closed"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("identity_review", "identity_review"),
                            ("nationality_verification", "nationality_verification"),
                            ("screening_review", "screening_review"),
                            ("repatriation_decision", "repatriation_decision"),
                            ("departure_preparation", "departure_preparation"),
                            ("in_transit", "in_transit"),
                            ("received", "received"),
                            ("rehabilitation", "rehabilitation"),
                            ("return_readiness", "return_readiness"),
                            ("returned", "returned"),
                            ("follow_up", "follow_up"),
                            ("closed", "closed"),
                        ],
                        max_length=32,
                    ),
                ),
                ("words", models.BinaryField()),
                ("proposed_by", models.UUIDField()),
                ("proposed_name", models.CharField(max_length=150)),
                ("proposed_at", models.DateTimeField()),
                ("agrees", models.BooleanField(null=True)),
                ("answer_words", models.BinaryField(default=b"")),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_name", models.CharField(blank=True, max_length=150)),
                ("answered_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="pathway.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("taken_back_at__isnull", True)),
                        fields=("case",),
                        name="proposal_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", b""), _negated=True), name="proposal_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_by", models.F("proposed_by")), _negated=True),
                        name="proposal_answered_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agrees__isnull", True), ("answered_at__isnull", True), ("answered_by__isnull", True)
                            ),
                            models.Q(
                                ("agrees__isnull", False),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_answered_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wheelchair", models.BooleanField(default=False)),
                ("escort", models.BooleanField(default=False)),
                ("added", models.BooleanField(default=False)),
                ("given_by", models.UUIDField()),
                ("given_at", models.DateTimeField()),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_show", "no_show"),
                            ("withdrew", "withdrew"),
                            ("stays", "stays"),
                            ("called_off", "called_off"),
                            ("turned_back", "turned_back"),
                            ("deceased_reported", "deceased_reported"),
                            ("unaccounted", "unaccounted"),
                            ("received", "received"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_words", models.BinaryField(default=b"")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="pathway.case"
                    ),
                ),
                (
                    "convoy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="pathway.convoy"
                    ),
                ),
                (
                    "vehicle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="pathway.vehicle"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["convoy", "ended"], name="seat_of_convoy")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended", "")), fields=("case",), name="seat_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at__isnull", True)),
                            models.Q(models.Q(("ended", ""), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="seat_ended_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", homeward.pathway.facts.convoys.SeatEnd["WITHDREW"]), _negated=True),
                            models.Q(("ended_words", b""), _negated=True),
                            _connector="OR",
                        ),
                        name="seat_withdrawn_in_own_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=48)),
                ("subject", models.UUIDField(null=True)),
                ("words", models.BinaryField(default=b"")),
                ("role", models.CharField(max_length=32)),
                ("owner", models.UUIDField(null=True)),
                ("owner_name", models.CharField(blank=True, max_length=150)),
                ("due", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
                ("done_name", models.CharField(blank=True, max_length=150)),
                ("done_words", models.BinaryField(default=b"")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["role", "due"], name="task_of_role"
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["owner", "due"], name="task_of_owner"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True), ("subject__isnull", False)),
                        fields=("case", "what", "subject"),
                        name="task_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TravelPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("passport", "passport"),
                            ("laissez_passer", "laissez_passer"),
                            ("national_id", "national_id"),
                            ("nationality_certificate", "nationality_certificate"),
                            ("authority_list", "authority_list"),
                            ("other", "other"),
                            ("missing", "missing"),
                        ],
                        max_length=24,
                    ),
                ),
                ("number", models.BinaryField(default=b"")),
                ("valid_until", models.DateField(null=True)),
                ("recorded_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="travel_paper", to="pathway.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "course",
                    models.CharField(
                        choices=[
                            ("running", "running"),
                            ("suspended", "suspended"),
                            ("transferred", "transferred"),
                            ("absconded_reported", "absconded_reported"),
                            ("deceased_reported", "deceased_reported"),
                            ("untraced", "untraced"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.BinaryField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="pathway.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seconded",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_by", models.UUIDField()),
                ("agrees", models.BooleanField()),
                ("words", models.BinaryField()),
                ("said_by", models.UUIDField()),
                ("said_name", models.CharField(max_length=150)),
                ("said_at", models.DateTimeField()),
                (
                    "assessed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="second", to="pathway.assessed"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("said_by", models.F("made_by")), _negated=True), name="seconded_by_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", b""), _negated=True), name="seconded_with_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TakenBack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.BinaryField(default=b"")),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "assessed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken_back", to="pathway.assessed"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mhpss", "mhpss"),
                            ("health", "health"),
                            ("education", "education"),
                            ("legal_identity", "legal_identity"),
                            ("shelter", "shelter"),
                            ("livelihoods", "livelihoods"),
                            ("disability", "disability"),
                            ("gbv", "gbv"),
                            ("parenting", "parenting"),
                            ("community_mediation", "community_mediation"),
                            ("family_tracing", "family_tracing"),
                            ("legal_aid", "legal_aid"),
                            ("interpreter", "interpreter"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.BinaryField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("family", "family"),
                            ("assessment", "assessment"),
                            ("worker", "worker"),
                        ],
                        max_length=12,
                    ),
                ),
                ("found_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("met", "met"),
                            ("handed_over", "handed_over"),
                            ("not_wanted", "not_wanted"),
                            ("gone", "gone"),
                        ],
                        default=homeward.pathway.facts.needs.NeedState["OPEN"],
                        max_length=12,
                    ),
                ),
                ("state_words", models.BinaryField(default=b"")),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                ("settled_name", models.CharField(blank=True, max_length=150)),
                ("settled_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="pathway.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="pathway.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", homeward.pathway.facts.needs.NeedState["OPEN"])),
                        fields=["case", "kind"],
                        name="need_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", homeward.pathway.facts.needs.NeedState["OPEN"]),
                            models.Q(models.Q(("state_words", b""), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="need_settled_with_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reached",
                    models.CharField(
                        choices=[("reached", "reached"), ("not_reached", "not_reached"), ("declined", "declined")],
                        max_length=12,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("visit", "visit"),
                            ("phone", "phone"),
                            ("came", "came"),
                            ("through_others", "through_others"),
                        ],
                        max_length=16,
                    ),
                ),
                ("held_on", models.DateField()),
                ("words", models.BinaryField(default=b"")),
                ("said", models.BinaryField(default=b"")),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="pathway.case"
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="pathway.followup",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "held_on"], name="contact_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reached", homeward.pathway.facts.followups.Reached["REACHED"]),
                            ("said", b""),
                            _connector="OR",
                        ),
                        name="contact_says_only_what_was_said",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Determination",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "about",
                    models.CharField(choices=[("return", "return"), ("separation", "separation")], max_length=16),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("in_their_interests", "in_their_interests"),
                            ("not_in_their_interests", "not_in_their_interests"),
                            ("more_needed", "more_needed"),
                            ("other_solution", "other_solution"),
                        ],
                        max_length=32,
                    ),
                ),
                ("reasons", models.BinaryField()),
                ("with_ids", models.JSONField(default=list)),
                ("review_on", models.DateField()),
                ("assessor", models.UUIDField()),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="determinations",
                        to="pathway.case",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="determinations",
                        to="pathway.interests",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "about", "made_at"], name="determination_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reasons", b""), _negated=True), name="determination_gives_reasons"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("made_by", models.F("assessor")), _negated=True),
                        name="determination_not_by_assessor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.BinaryField()),
                ("next_on", models.DateField()),
                ("made_by", models.UUIDField()),
                ("made_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="pathway.plan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "frm",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("identity_review", "identity_review"),
                            ("nationality_verification", "nationality_verification"),
                            ("screening_review", "screening_review"),
                            ("repatriation_decision", "repatriation_decision"),
                            ("departure_preparation", "departure_preparation"),
                            ("in_transit", "in_transit"),
                            ("received", "received"),
                            ("rehabilitation", "rehabilitation"),
                            ("return_readiness", "return_readiness"),
                            ("returned", "returned"),
                            ("follow_up", "follow_up"),
                            ("closed", "closed"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("identity_review", "identity_review"),
                            ("nationality_verification", "nationality_verification"),
                            ("screening_review", "screening_review"),
                            ("repatriation_decision", "repatriation_decision"),
                            ("departure_preparation", "departure_preparation"),
                            ("in_transit", "in_transit"),
                            ("received", "received"),
                            ("rehabilitation", "rehabilitation"),
                            ("return_readiness", "return_readiness"),
                            ("returned", "returned"),
                            ("follow_up", "follow_up"),
                            ("closed", "closed"),
                        ],
                        max_length=32,
                    ),
                ),
                ("words", models.BinaryField(default=b"")),
                ("proposed_by", models.UUIDField(null=True)),
                ("taken_by", models.UUIDField()),
                ("taken_name", models.CharField(max_length=150)),
                ("taken_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="pathway.case"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="step",
                        to="pathway.proposal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="step_once"),
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", models.F("taken_by")), _negated=True),
                        name="step_by_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("medical_stop", "medical_stop"),
                            ("delay", "delay"),
                            ("turned_back", "turned_back"),
                            ("birth", "birth"),
                            ("death", "death"),
                            ("other", "other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.BinaryField(default=b"")),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "convoy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="incidents", to="pathway.convoy"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="pathway.seat",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Marked",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.CharField(choices=[("present", "present"), ("absent", "absent")], max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="pathway.count"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="pathway.seat"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("count", "seat"), name="marked_once")],
            },
        ),
        migrations.CreateModel(
            name="Settled",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.CharField(choices=[("present", "present"), ("absent", "absent")], max_length=8)),
                ("words", models.BinaryField()),
                ("settled_by", models.UUIDField()),
                ("settled_name", models.CharField(max_length=150)),
                ("settled_at", models.DateTimeField()),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settled", to="pathway.point"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settled", to="pathway.seat"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("words", b""), _negated=True), name="settled_in_words")
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("words", models.BinaryField()),
                ("ours", models.BinaryField(default=b"")),
                ("theirs", models.BinaryField(default=b"")),
                ("by_when", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("reached", "reached"),
                            ("partly", "partly"),
                            ("dropped", "dropped"),
                        ],
                        default=homeward.pathway.facts.plans.GoalState["OPEN"],
                        max_length=12,
                    ),
                ),
                ("state_words", models.BinaryField(default=b"")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "need",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="pathway.need"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="pathway.plan"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "position"), name="goal_position_once")],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=200)),
                ("words", models.BinaryField()),
                ("consent", models.CharField(choices=[("person", "person"), ("carer", "carer")], max_length=8)),
                ("answer_by", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "made"),
                            ("waiting", "waiting"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                        ],
                        default=homeward.pathway.facts.plans.ReferralState["MADE"],
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("made_by", models.UUIDField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="pathway.case"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="pathway.need"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="pathway.service",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["service", "state"], name="referral_taken")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("service__isnull", False), models.Q(("provider", ""), _negated=True), _connector="OR"
                        ),
                        name="referral_goes_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consent", ""), _negated=True), name="referral_was_agreed_to"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Determined",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("assessor", models.UUIDField()),
                ("made_by", models.UUIDField()),
                ("agrees", models.BooleanField()),
                ("words", models.BinaryField(default=b"")),
                ("signed_by", models.UUIDField()),
                ("signed_name", models.CharField(max_length=150)),
                ("signed_at", models.DateTimeField()),
                (
                    "determination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signed", to="pathway.determination"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("signed_by", models.F("made_by")), _negated=True),
                        name="determined_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signed_by", models.F("assessor")), _negated=True),
                        name="determined_not_by_assessor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agrees", True), models.Q(("words", b""), _negated=True), _connector="OR"),
                        name="determined_refused_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Panelist",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("child_protection", "child_protection"),
                            ("social_welfare", "social_welfare"),
                            ("guardianship", "guardianship"),
                            ("health", "health"),
                            ("education", "education"),
                            ("legal", "legal"),
                            ("judiciary", "judiciary"),
                            ("case_management", "case_management"),
                            ("community", "community"),
                        ],
                        max_length=24,
                    ),
                ),
                ("name", models.BinaryField()),
                ("agrees", models.BooleanField()),
                ("dissent", models.BinaryField(default=b"")),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="panel", to="pathway.determination"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", b""), _negated=True), name="panelist_is_named"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agrees", True), models.Q(("dissent", b""), _negated=True), _connector="OR"
                        ),
                        name="panelist_dissents_in_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rested",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("recorded_by", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "determination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rested", to="pathway.determination"
                    ),
                ),
                (
                    "separation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.separation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralTurn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=homeward.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("made", "made"),
                            ("waiting", "waiting"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.BinaryField(default=b"")),
                ("recorded_by", models.UUIDField()),
                ("recorded_name", models.CharField(max_length=150)),
                ("recorded_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="pathway.referral"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("referral", "number"), name="referral_turn_once")],
            },
        ),
    ]

"""Awards, nominations and the honour record."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("flow", "0005_editions_stay"),
        ("openness", "0007_notice_issuer"),
        ("registry", "0005_undone_by_a_job_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Drive",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "of",
                    models.CharField(
                        choices=[("member", "党员"), ("organization", "党组织")],
                        max_length=12,
                        verbose_name="评谁",
                    ),
                ),
                ("award", models.CharField(max_length=40, verbose_name="荣誉称号")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("criteria", models.TextField(verbose_name="条件")),
                ("places", models.PositiveSmallIntegerField(null=True, verbose_name="名额")),
                ("opened_on", models.DateField(verbose_name="哪天发起")),
                ("closes_on", models.DateField(verbose_name="推荐到哪天")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drives",
                        to="registry.organization",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=30, verbose_name="状态")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("deeds", models.TextField(verbose_name="事迹")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="flow.case",
                    ),
                ),
                (
                    "drive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="honours.drive",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="openness.notice",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="registry.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="registry.organization",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Honour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("award", models.CharField(max_length=40, verbose_name="荣誉称号")),
                ("issuer", models.CharField(max_length=80, verbose_name="授予单位")),
                ("document", models.CharField(max_length=120, verbose_name="表彰决定")),
                ("granted_on", models.DateField(verbose_name="授予日期")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("revoked_on", models.DateField(null=True, verbose_name="撤销日期")),
                (
                    "revoked_document",
                    models.CharField(
                        blank=True, default="", max_length=120, verbose_name="撤销的文件"
                    ),
                ),
                (
                    "revoked_reason",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="撤销的原因"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="honours",
                        to="registry.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="honours",
                        to="registry.organization",
                    ),
                ),
                (
                    "nomination",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="honour",
                        to="honours.nomination",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="drive",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opened_on"))),
                name="drive_closes_after_it_opened",
            ),
        ),
        migrations.AddConstraint(
            model_name="drive",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__isnull", True), ("places__gte", 1), _connector="OR"),
                name="drive_places_are_some",
            ),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(fields=["organization", "drive"], name="nomination_of_branch"),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "nominated",
                            "returned",
                            "shortlisted",
                            "noticed",
                            "awarded",
                            "refused",
                            "withdrawn",
                        ],
                    )
                ),
                name="nomination_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="nomination_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("noticed", "awarded")), _negated=True),
                    ("notice__isnull", False),
                    _connector="OR",
                ),
                name="nomination_noticed_has_its_notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["nominated", "returned", "shortlisted", "noticed", "awarded"])
                ),
                fields=("drive", "person"),
                name="nominated_once_person",
                violation_error_message="这次评选已经推荐过了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["nominated", "returned", "shortlisted", "noticed", "awarded"])
                ),
                fields=("drive", "unit"),
                name="nominated_once_unit",
                violation_error_message="这次评选已经推荐过了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="honour",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="honour_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="honour",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("revoked_document", ""),
                        ("revoked_on__isnull", True),
                        ("revoked_reason", ""),
                    ),
                    models.Q(
                        ("revoked_on__gte", models.F("granted_on")),
                        models.Q(("revoked_reason", ""), _negated=True),
                        models.Q(("revoked_document", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="honour_revoked_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="honour",
            constraint=models.UniqueConstraint(
                fields=("person", "award", "granted_on"), name="honour_of_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="honour",
            constraint=models.UniqueConstraint(
                fields=("unit", "award", "granted_on"), name="honour_of_unit_once"
            ),
        ),
    ]

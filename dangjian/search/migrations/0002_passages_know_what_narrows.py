"""Passages carry what a search is narrowed by, so that one scan of the index judges them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.functions import Left

FILL = """
    UPDATE search_passage p SET kind = e.kind, day = e.day, issuer = e.issuer,
        "column" = e."column", audience = e.audience, path = e.path
    FROM search_entry e WHERE e.id = p.entry_id
"""

_KINDS = [
    ("document", "图书馆"),
    ("answer", "来信答复"),
    ("topic", "热点讨论"),
    ("note", "专家答问"),
]
_AUDIENCES = [("public", "所有人"), ("members", "登录的人"), ("scope", "管辖的组织")]


def _added(name: str, field: models.Field, *, keeps: bool = True) -> migrations.AddField:
    return migrations.AddField("passage", name, field, preserve_default=keeps)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        # Every row is written anew: cheaper without the index, which would take each word again.
        migrations.RemoveIndex("passage", "passage_words"),
        _added("kind", models.CharField(choices=_KINDS, default="", max_length=10), keeps=False),
        _added("day", models.DateField(null=True)),
        _added("issuer", models.CharField(blank=True, default="", max_length=100)),
        _added("column", models.CharField(blank=True, default="", max_length=20)),
        _added(
            "audience",
            models.CharField(choices=_AUDIENCES, default="", max_length=8),
            keeps=False,
        ),
        _added(
            "path",
            models.CharField(blank=True, db_collation="C", default="", max_length=400),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "passage", GinIndex(fastupdate=False, fields=["words"], name="passage_words")
        ),
        migrations.AddIndex(
            "term", models.Index(Left("term", 1), models.F("count").desc(), name="term_first")
        ),
    ]

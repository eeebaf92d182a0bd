"""Passages carry what a search is narrowed by, so that one scan of the index judges them.

Articles and notices become findable; nothing was ever indexed for a scope. A rebuild under way is
noted (`dangjian search --rebuild`).
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.functions import Left

FILL = """
    UPDATE search_passage p SET kind = e.kind, day = e.day, issuer = e.issuer,
        "column" = e."column", audience = e.audience
    FROM search_entry e WHERE e.id = p.entry_id
"""

_KINDS = [
    ("article", "网站文章"),
    ("notice", "公示"),
    ("document", "图书馆"),
    ("answer", "来信答复"),
    ("topic", "热点讨论"),
    ("note", "专家答问"),
]
_AUDIENCES = [("public", "所有人"), ("members", "登录的人")]


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
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            "passage", GinIndex(fastupdate=False, fields=["words"], name="passage_words")
        ),
        migrations.AddIndex(
            "term", models.Index(Left("term", 1), models.F("count").desc(), name="term_first")
        ),
        migrations.RunSQL(
            "DELETE FROM search_entry WHERE audience = 'scope'", migrations.RunSQL.noop
        ),
        migrations.RemoveConstraint("entry", "entry_scope_has_a_path"),
        migrations.RemoveField("entry", "path"),
        migrations.AlterField(
            "entry", "kind", models.CharField("种类", choices=_KINDS, max_length=10)
        ),
        migrations.AlterField(
            "entry", "audience", models.CharField("谁查得到", choices=_AUDIENCES, max_length=8)
        ),
        migrations.CreateModel(
            name="Rebuild",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=_KINDS, max_length=10, primary_key=True, serialize=False
                    ),
                ),
                ("after", models.BigIntegerField(default=0)),
                ("mark", models.BigIntegerField()),
            ],
        ),
    ]

"""The words of a passage stay in its row: ranking two hundred fetched each from the side table.

For rows written from now on; `dangjian search --rebuild` writes those that stand there anew.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_passages_know_what_narrows")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE search_passage ALTER COLUMN words SET STORAGE MAIN",
            "ALTER TABLE search_passage ALTER COLUMN words SET STORAGE EXTENDED",
        ),
    ]

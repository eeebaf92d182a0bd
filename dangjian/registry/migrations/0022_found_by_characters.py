"""Members are found by a part of their name: by its characters, of which most names have two or three.

Under a policy of rows no index helps a pattern, and a name in the whole district was looked for in
every row. The function that uses this index keeps to the scope (config/guarded.py: registry_named).
Characters and not pairs of them: an import writes them fifteen times quicker (docs/decisions/0013).
"""

from django.db import migrations

INDEX = "CREATE INDEX person_by_characters ON registry_person USING gin (string_to_array(name, NULL))"


class Migration(migrations.Migration):
    dependencies = [("registry", "0021_paths_in_one_go")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX person_by_characters")]

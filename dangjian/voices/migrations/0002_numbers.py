"""The running number of letters: one sequence, so that writers never wait for one another."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_letters")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE voices_letter_number", "DROP SEQUENCE voices_letter_number"
        )
    ]

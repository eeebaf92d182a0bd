"""The office that answers for a published letter is a public word of its own.

Which office has a letter is internal, and changes; what was published of it neither is nor does.
"""

from django.db import migrations, models
from django.db.models import Q

_FILL = """
    UPDATE voices_letter SET public_office = o.name
    FROM registry_organization o
    WHERE o.id = voices_letter.organization_id AND published_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("voices", "0012_writer_left")]

    operations = [
        migrations.RemoveConstraint("letter", "letter_public_with_consent"),
        migrations.AddField(
            "letter",
            "public_office",
            models.CharField("公开的答复单位", max_length=120, default="", blank=True),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "letter",
            models.CheckConstraint(
                name="letter_public_with_consent",
                condition=Q(published_at__isnull=True)
                | Q(may_publish=True, published_by__isnull=False)
                & ~Q(public_answer="")
                & ~Q(public_office=""),
            ),
        ),
    ]

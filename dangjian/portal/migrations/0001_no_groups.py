"""Nobody holds a right over pages by belonging to a group: what Wagtail gives its groups goes.

It has to go before Wagtail's own migration that would look up permissions on the connection of the
application's role, which may not write them.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("wagtailcore", "0085_add_grouppagepermission_permission")]
    run_before = [("wagtailcore", "0086_populate_grouppagepermission_permission")]

    operations = [
        migrations.RunSQL(
            "DELETE FROM wagtailcore_grouppagepermission", migrations.RunSQL.noop
        )
    ]

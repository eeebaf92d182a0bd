"""An extension knows the to-do in which it is decided."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flow", "0003_cases")]

    operations = [
        # No extension was ever asked for before: no row needs a value.
        migrations.AddField(
            model_name="extension",
            name="todo",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extension",
                to="flow.todo",
                verbose_name="待办",
            ),
        ),
    ]

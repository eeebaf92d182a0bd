"""A writer of a joint letter may leave it for himself."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('voices', '0011_published_are_found'),
    ]

    operations = [
        migrations.AddField(
            model_name='writer',
            name='left_at',
            field=models.DateTimeField(null=True, verbose_name='退出时间'),
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Nobody is found by Django's own table any more: who was signed in signs in again.
END_OLD_SESSIONS = "DELETE FROM django_session"


class Migration(migrations.Migration):

    dependencies = [
        ('registry', "0007_sanctions"),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='password_set_on',
            field=models.DateField(null=True, verbose_name='密码哪天设的'),
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('device', models.CharField(blank=True, default='', max_length=40, verbose_name='设备')),
                ('began_on', models.DateField(null=True, verbose_name='哪天登录')),
                ('seen_on', models.DateField(null=True, verbose_name='哪天最后用过')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁登录的')),
            ],
            options={
                'db_table': 'registry_session',
            },
        ),
        migrations.RunSQL(END_OLD_SESSIONS, migrations.RunSQL.noop),
    ]

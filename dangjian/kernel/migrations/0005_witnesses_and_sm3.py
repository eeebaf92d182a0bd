"""Who confirms heads elsewhere and what he confirmed, the tree under SM3, what verifying found.

All but the list of witnesses is written once, like the leaves.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER sm3node_stays BEFORE UPDATE OR DELETE ON kernel_sm3node
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER sm3node_table_stays BEFORE TRUNCATE ON kernel_sm3node
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER cosignature_stays BEFORE UPDATE OR DELETE ON kernel_cosignature
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER cosignature_table_stays BEFORE TRUNCATE ON kernel_cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER verification_stays BEFORE UPDATE OR DELETE ON kernel_verification
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER verification_table_stays BEFORE TRUNCATE ON kernel_verification
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_leaf_stays();
"""

BACKWARD = """
DROP TRIGGER verification_table_stays ON kernel_verification;
DROP TRIGGER verification_stays ON kernel_verification;
DROP TRIGGER cosignature_table_stays ON kernel_cosignature;
DROP TRIGGER cosignature_stays ON kernel_cosignature;
DROP TRIGGER sm3node_table_stays ON kernel_sm3node;
DROP TRIGGER sm3node_stays ON kernel_sm3node;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0004_tallies'),
    ]

    operations = [
        migrations.CreateModel(
            name='SM3Node',
            fields=[
                ('pk', models.CompositePrimaryKey('level', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('level', models.SmallIntegerField()),
                ('number', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('seconds', models.FloatField()),
                ('good', models.BooleanField()),
                ('size', models.BigIntegerField()),
                ('checkpoints', models.BigIntegerField()),
                ('waiting', models.BigIntegerField()),
                ('faults', models.BigIntegerField()),
                ('told', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='KnownWitness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('key', models.CharField(max_length=300, unique=True)),
                ('admitted_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('name',), name='one_witness_of_a_name', violation_error_message='这位见证人已经登记过了。')],
            },
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('line', models.CharField(max_length=400)),
                ('received_at', models.DateTimeField()),
                ('witness', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='kernel.knownwitness')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('witness', 'at', 'size'), name='cosignature_once')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

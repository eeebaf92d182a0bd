"""The public log: places of leaves, nodes of the tree, signed heads. Written once, like the leaves.

Positions follow one another: what must never be false is said by the database.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER position_stays BEFORE UPDATE OR DELETE ON kernel_position
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER position_table_stays BEFORE TRUNCATE ON kernel_position
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER treenode_stays BEFORE UPDATE OR DELETE ON kernel_treenode
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER treenode_table_stays BEFORE TRUNCATE ON kernel_treenode
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER logcheckpoint_stays BEFORE UPDATE OR DELETE ON kernel_logcheckpoint
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER logcheckpoint_table_stays BEFORE TRUNCATE ON kernel_logcheckpoint
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_leaf_stays();

CREATE FUNCTION kernel_position_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first bigint;
    last bigint;
    many bigint;
    before bigint;
BEGIN
    SELECT min(position), max(position), count(*) INTO first, last, many FROM added;
    IF many = 0 THEN
        RETURN NULL;
    END IF;
    SELECT max(position) INTO before FROM kernel_position WHERE position < first;
    IF first <> coalesce(before, -1) + 1 OR many <> last - first + 1 THEN
        RAISE EXCEPTION 'positions of the evidence log follow one another'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER position_follows AFTER INSERT ON kernel_position
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_position_follows();
"""

BACKWARD = """
DROP TRIGGER position_follows ON kernel_position;
DROP FUNCTION kernel_position_follows();
DROP TRIGGER logcheckpoint_table_stays ON kernel_logcheckpoint;
DROP TRIGGER logcheckpoint_stays ON kernel_logcheckpoint;
DROP TRIGGER treenode_table_stays ON kernel_treenode;
DROP TRIGGER treenode_stays ON kernel_treenode;
DROP TRIGGER position_table_stays ON kernel_position;
DROP TRIGGER position_stays ON kernel_position;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_evidence_written_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogCheckpoint',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('size', models.BigIntegerField(unique=True)),
                ('root', models.BinaryField(max_length=32)),
                ('note', models.TextField()),
                ('settled', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='TreeNode',
            fields=[
                ('pk', models.CompositePrimaryKey('level', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('level', models.SmallIntegerField()),
                ('number', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('hash', models.BinaryField(max_length=32)),
                ('leaf', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='place', to='kernel.leaf')),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

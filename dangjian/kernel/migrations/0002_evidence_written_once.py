"""Evidence is written once: its digest is made by the database, and no row is changed or removed.

The application's role has no right to change it anyway (config/grants.py); the trigger also stops
the owner, until he disables it – which the public log of digests will show.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION kernel_leaf_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.digest := sha256(NEW.salt || convert_to(NEW.body, 'UTF8'));
    RETURN NEW;
END $$;

CREATE FUNCTION kernel_leaf_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is neither changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER leaf_digest BEFORE INSERT ON kernel_leaf
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_digest();
CREATE TRIGGER leaf_stays BEFORE UPDATE OR DELETE ON kernel_leaf
    FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays();
CREATE TRIGGER leaf_table_stays BEFORE TRUNCATE ON kernel_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_leaf_stays();
"""

BACKWARD = """
DROP TRIGGER leaf_table_stays ON kernel_leaf;
DROP TRIGGER leaf_stays ON kernel_leaf;
DROP TRIGGER leaf_digest ON kernel_leaf;
DROP FUNCTION kernel_leaf_stays();
DROP FUNCTION kernel_leaf_digest();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Memberships and standings repeat the path of their person, for the policy of their rows (L3, T6).

These two are read for a whole district at once; what hangs on a person otherwise is looked up one
by one. The column belongs to the database alone: triggers keep it, no program writes it.
"""

from django.db import migrations

COLUMNS = """
ALTER TABLE registry_membership ADD COLUMN person_path text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE registry_standing ADD COLUMN person_path text COLLATE "C" NOT NULL DEFAULT '';
UPDATE registry_membership m SET person_path = p.path
    FROM registry_person p WHERE p.id = m.person_id;
UPDATE registry_standing s SET person_path = p.path
    FROM registry_person p WHERE p.id = s.person_id;

CREATE FUNCTION registry_path_of_person() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT path INTO NEW.person_path FROM registry_person WHERE id = NEW.person_id;
    NEW.person_path := coalesce(NEW.person_path, '');
    RETURN NEW;
END
$$;
CREATE TRIGGER membership_path_of_person BEFORE INSERT OR UPDATE OF person_id, person_path
    ON registry_membership FOR EACH ROW EXECUTE FUNCTION registry_path_of_person();
CREATE TRIGGER standing_path_of_person BEFORE INSERT OR UPDATE OF person_id, person_path
    ON registry_standing FOR EACH ROW EXECUTE FUNCTION registry_path_of_person();

CREATE FUNCTION registry_path_follows() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE registry_membership SET person_path = NEW.path WHERE person_id = NEW.id;
    UPDATE registry_standing SET person_path = NEW.path WHERE person_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER person_path_follows AFTER UPDATE OF path ON registry_person FOR EACH ROW
    WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION registry_path_follows();
"""

AWAY = """
DROP TRIGGER person_path_follows ON registry_person;
DROP TRIGGER membership_path_of_person ON registry_membership;
DROP TRIGGER standing_path_of_person ON registry_standing;
DROP FUNCTION registry_path_follows();
DROP FUNCTION registry_path_of_person();
ALTER TABLE registry_membership DROP COLUMN person_path;
ALTER TABLE registry_standing DROP COLUMN person_path;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0019_long_exports")]

    operations = [migrations.RunSQL(COLUMNS, AWAY)]

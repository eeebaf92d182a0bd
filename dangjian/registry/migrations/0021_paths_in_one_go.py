"""The path on memberships and standings is kept by the statement, no longer row by row (L3, T6, K2).

Whoever writes many rows may give the path with them; what is given is compared in one join, and put
right where it is not the person's. Forty thousand people, looked up one after the other, cost the
database as much as their indexes. A fact that never was (its range was made empty) lies nowhere,
whoever it was said of: an import that is taken back writes each of its facts once instead of twice.
"""

from django.db import migrations

# The plan of such a statement is kept for the session: whatever number of rows it first met, it looks
# people up by their key.
_BY_KEY = """SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"""

_KEPT = """
CREATE FUNCTION registry_paths_on_{table}() RETURNS trigger LANGUAGE plpgsql {by_key} AS $$
BEGIN
    PERFORM FROM written w JOIN registry_person p ON p.id = w.person_id
        WHERE w.person_path <> CASE WHEN isempty(w.valid) THEN '' ELSE p.path END;
    IF FOUND THEN
        UPDATE registry_{table} t
            SET person_path = CASE WHEN isempty(t.valid) THEN '' ELSE p.path END
            FROM written w JOIN registry_person p ON p.id = w.person_id
            WHERE t.id = w.id
                AND t.person_path <> CASE WHEN isempty(t.valid) THEN '' ELSE p.path END;
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER {table}_path_of_person ON registry_{table};
CREATE TRIGGER {table}_path_of_person BEFORE INSERT ON registry_{table} FOR EACH ROW
    WHEN (NEW.person_path = '' AND NOT isempty(NEW.valid))
    EXECUTE FUNCTION registry_path_of_person();
CREATE TRIGGER {table}_paths_inserted AFTER INSERT ON registry_{table}
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION registry_paths_on_{table}();
CREATE TRIGGER {table}_paths_updated AFTER UPDATE ON registry_{table}
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION registry_paths_on_{table}();
UPDATE registry_{table} SET person_path = '' WHERE isempty(valid) AND person_path <> '';
"""

_FOLLOW = """
DROP TRIGGER person_path_follows ON registry_person;
DROP FUNCTION registry_path_follows();
CREATE FUNCTION registry_paths_follow() RETURNS trigger LANGUAGE plpgsql {by_key} AS $$
BEGIN
    UPDATE registry_membership t SET person_path = p.path FROM changed p
        WHERE t.person_id = p.id AND t.person_path <> p.path AND NOT isempty(t.valid);
    UPDATE registry_standing t SET person_path = p.path FROM changed p
        WHERE t.person_id = p.id AND t.person_path <> p.path AND NOT isempty(t.valid);
    RETURN NULL;
END
$$;
CREATE TRIGGER person_paths_follow AFTER UPDATE ON registry_person
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION registry_paths_follow();
"""

_BACK = """
DROP TRIGGER {table}_paths_updated ON registry_{table};
DROP TRIGGER {table}_paths_inserted ON registry_{table};
DROP TRIGGER {table}_path_of_person ON registry_{table};
DROP FUNCTION registry_paths_on_{table}();
UPDATE registry_{table} t SET person_path = p.path
    FROM registry_person p WHERE p.id = t.person_id AND t.person_path <> p.path;
CREATE TRIGGER {table}_path_of_person BEFORE INSERT OR UPDATE OF person_id, person_path
    ON registry_{table} FOR EACH ROW EXECUTE FUNCTION registry_path_of_person();
"""

_FOLLOW_BACK = """
DROP TRIGGER person_paths_follow ON registry_person;
DROP FUNCTION registry_paths_follow();
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


class Migration(migrations.Migration):
    dependencies = [("registry", "0020_path_of_the_person")]

    operations = [
        *(
            migrations.RunSQL(_KEPT.format(table=table, by_key=_BY_KEY), _BACK.format(table=table))
            for table in ("membership", "standing")
        ),
        migrations.RunSQL(_FOLLOW.format(by_key=_BY_KEY), _FOLLOW_BACK),
    ]

"""Letters say themselves to whom they were given, for the policy of their rows (L3, T6).

A letter goes from office to office by the to-dos of its case. Asking these for every row of a list
costs a call for each; so the letter repeats them: seen_from, the organizations that were given it
and all above them; seen_by, the persons. Both belong to the database alone: triggers keep them.
"""

from django.db import migrations

# As in registry/migrations/0021: the plan is kept for the session, whatever number of rows it first
# met, and letters brought in from an old system come by the thousand.
_BY_KEY = """SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"""

COLUMNS = f"""
ALTER TABLE voices_letter
    ADD COLUMN seen_from bigint[] NOT NULL DEFAULT '{{}}',
    ADD COLUMN seen_by bigint[] NOT NULL DEFAULT '{{}}';

CREATE FUNCTION voices_letter_says_to_whom() RETURNS trigger LANGUAGE plpgsql
    {_BY_KEY} AS $$
BEGIN
    NEW.seen_from := ARRAY(
        SELECT DISTINCT step::bigint
        FROM flow_todo t JOIN registry_organization o ON o.id = t.for_organization_id,
            string_to_table(btrim(o.path, '/'), '/') step
        WHERE t.case_id = NEW.case_id ORDER BY 1);
    NEW.seen_by := ARRAY(
        SELECT DISTINCT t.for_person_id FROM flow_todo t
        WHERE t.case_id = NEW.case_id AND t.for_person_id IS NOT NULL ORDER BY 1);
    RETURN NEW;
END
$$;
CREATE TRIGGER letter_says_to_whom BEFORE INSERT OR UPDATE OF case_id, seen_from, seen_by
    ON voices_letter FOR EACH ROW EXECUTE FUNCTION voices_letter_says_to_whom();

CREATE FUNCTION voices_letter_is_given() RETURNS trigger LANGUAGE plpgsql
    {_BY_KEY} AS $$
BEGIN
    UPDATE voices_letter SET seen_from = '{{}}' WHERE case_id = NEW.case_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER todo_gives_letter AFTER INSERT ON flow_todo FOR EACH ROW
    WHEN (NEW.case_id IS NOT NULL) EXECUTE FUNCTION voices_letter_is_given();
CREATE TRIGGER todo_gives_letter_to_another
    AFTER UPDATE OF case_id, for_organization_id, for_person_id ON flow_todo FOR EACH ROW
    WHEN ((OLD.case_id, OLD.for_organization_id, OLD.for_person_id)
        IS DISTINCT FROM (NEW.case_id, NEW.for_organization_id, NEW.for_person_id))
    EXECUTE FUNCTION voices_letter_is_given();

CREATE FUNCTION voices_letters_move() RETURNS trigger LANGUAGE plpgsql
    {_BY_KEY} AS $$
BEGIN
    UPDATE voices_letter SET seen_from = '{{}}' WHERE case_id IN (
        SELECT case_id FROM flow_todo WHERE for_organization_id = NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER organization_moves_letters AFTER UPDATE OF path ON registry_organization
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION voices_letters_move();

UPDATE voices_letter SET seen_from = '{{}}';
"""

AWAY = """
DROP TRIGGER organization_moves_letters ON registry_organization;
DROP TRIGGER todo_gives_letter_to_another ON flow_todo;
DROP TRIGGER todo_gives_letter ON flow_todo;
DROP TRIGGER letter_says_to_whom ON voices_letter;
DROP FUNCTION voices_letters_move();
DROP FUNCTION voices_letter_is_given();
DROP FUNCTION voices_letter_says_to_whom();
ALTER TABLE voices_letter DROP COLUMN seen_from, DROP COLUMN seen_by;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("flow", "0005_editions_stay"),
        ("registry", "0021_paths_in_one_go"),
        ("voices", "0013_public_office"),
    ]

    operations = [migrations.RunSQL(COLUMNS, AWAY)]

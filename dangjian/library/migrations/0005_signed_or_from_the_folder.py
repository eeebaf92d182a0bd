"""No text that people keep is public without the signatures its shelf demands, whoever writes.

The folder's shelf demands none (docs/decisions/0015); what was signed once is the people's.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION library_is_signed(of bigint, as_digest varchar, as_title varchar, as_body text)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM library_admission a JOIN library_draft d ON d.id = a.draft_id
        WHERE a.document_id = of AND a.public AND a.state = 'shelved'
            AND (d.digest, d.title, d.body) = (as_digest, as_title, as_body)
            AND (SELECT count(DISTINCT s.move) = 3 AND count(DISTINCT s.by_id) = 3
                AND bool_and(s.by_id NOT IN (a.author_id, d.author_id))
                FROM flow_step s WHERE s.case_id = a.case_id
                AND s.move IN ('sign_review', 'sign_secrecy', 'sign_final'))
    )
$$;

CREATE FUNCTION library_document_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.shelving = 'entered' OR EXISTS (SELECT FROM library_admission a
            WHERE a.document_id = NEW.id AND a.state = 'shelved'))
        AND NOT library_is_signed(NEW.id, NEW.digest, NEW.title, NEW.body)
    THEN
        RAISE EXCEPTION 'a public text lacks a signature' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER document_is_signed BEFORE UPDATE ON library_document
    FOR EACH ROW WHEN (NEW.shelving = 'shelved' AND NEW.clearance = 'public')
    EXECUTE FUNCTION library_document_is_signed();
"""
BACKWARD = """
DROP TRIGGER document_is_signed ON library_document;
DROP FUNCTION library_document_is_signed();
DROP FUNCTION library_is_signed(bigint, varchar, varchar, text);
"""


class Migration(migrations.Migration):
    dependencies = [("library", "0004_what_was_taken_out"), ("flow", "0005_editions_stay")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

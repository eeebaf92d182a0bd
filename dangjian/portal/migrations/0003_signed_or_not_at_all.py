"""Nothing is public that lacks a signature its column demands, whoever writes the row.

Also: what was sent to be signed stays as it is; Wagtail's welcome page and its site go.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION portal_is_signed(of bigint, demanded integer) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT s.reviews >= demanded AND count(g.*) = demanded + 1
        AND count(DISTINCT g.signer_id) = demanded + 1
        AND bool_and(g.digest = s.digest) AND bool_and(g.signer_id <> s.author_id)
    FROM portal_submission s
    JOIN portal_signature g ON g.submission_id = s.id AND g.kind = ANY(
        CASE demanded WHEN 3 THEN ARRAY['first', 'second', 'secrecy', 'final']
        ELSE ARRAY['first', 'secrecy', 'final'] END)
    WHERE s.id = of GROUP BY s.id
$$;

CREATE FUNCTION portal_publication_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    demanded integer;
    sent portal_submission;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'an ended publication stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.article_id, OLD.submission_id, OLD.title, OLD.summary, OLD.part,
            OLD.published_at) IS DISTINCT FROM (NEW.article_id, NEW.submission_id, NEW.title,
            NEW.summary, NEW.part, NEW.published_at) THEN
        RAISE EXCEPTION 'a publication stays as signed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.ended_at IS NULL THEN
        SELECT reviews INTO demanded FROM portal_column WHERE page_ptr_id = NEW.column_id;
        SELECT * INTO sent FROM portal_submission WHERE id = NEW.submission_id;
        IF NOT coalesce(portal_is_signed(NEW.submission_id, demanded), false) THEN
            RAISE EXCEPTION 'publication lacks a signature' USING ERRCODE = 'check_violation';
        END IF;
        IF sent.article_id <> NEW.article_id OR NEW.title <> sent.content::jsonb ->> 'title'
            OR NEW.summary <> sent.content::jsonb ->> 'summary' THEN
            RAISE EXCEPTION 'publication is not what was signed' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER publication_is_signed BEFORE INSERT OR UPDATE ON portal_publication
    FOR EACH ROW EXECUTE FUNCTION portal_publication_is_signed();

CREATE FUNCTION portal_submission_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.article_id, OLD.column_id, OLD.revision_id, OLD.content, OLD.digest, OLD.reviews,
            OLD.author_id) IS DISTINCT FROM (NEW.article_id, NEW.column_id, NEW.revision_id,
            NEW.content, NEW.digest, NEW.reviews, NEW.author_id) THEN
        RAISE EXCEPTION 'a submission stays as sent' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER submission_stays BEFORE UPDATE ON portal_submission
    FOR EACH ROW EXECUTE FUNCTION portal_submission_stays();

ALTER TABLE portal_submission ADD CONSTRAINT submission_digest_is_of_its_content
    CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));

CREATE FUNCTION portal_column_keeps_its_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reviews > OLD.reviews AND EXISTS (
        SELECT FROM portal_publication p WHERE p.column_id = NEW.page_ptr_id
            AND p.ended_at IS NULL
            AND NOT coalesce(portal_is_signed(p.submission_id, NEW.reviews), false)
    ) THEN
        RAISE EXCEPTION 'the column shows what lacks a signature' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER column_keeps_its_word BEFORE UPDATE ON portal_column
    FOR EACH ROW EXECUTE FUNCTION portal_column_keeps_its_word();

INSERT INTO portal_generation (number) VALUES (0);

DELETE FROM wagtailcore_site;
DELETE FROM wagtailcore_page WHERE depth = 2;
UPDATE wagtailcore_page SET numchild = 0 WHERE depth = 1;
"""

BACKWARD = """
DELETE FROM portal_generation;
DROP TRIGGER column_keeps_its_word ON portal_column;
DROP FUNCTION portal_column_keeps_its_word();
ALTER TABLE portal_submission DROP CONSTRAINT submission_digest_is_of_its_content;
DROP TRIGGER submission_stays ON portal_submission;
DROP FUNCTION portal_submission_stays();
DROP TRIGGER publication_is_signed ON portal_publication;
DROP FUNCTION portal_publication_is_signed();
DROP FUNCTION portal_is_signed(bigint, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_columns_and_articles")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""What was published stays: only a draft is changed or thrown away."""

from django.db import migrations

ROWS = ("editionterm", "editionword", "editionrecipient", "editionpaper")

FORWARD = """
CREATE FUNCTION flow_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number IS NOT NULL THEN
        RAISE EXCEPTION 'a published edition stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION flow_edition_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.edition_id ELSE NEW.edition_id END;
BEGIN
    IF EXISTS (SELECT FROM flow_edition WHERE id = of AND number IS NOT NULL) THEN
        RAISE EXCEPTION 'a published edition stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER edition_stays BEFORE UPDATE OR DELETE ON flow_edition
    FOR EACH ROW EXECUTE FUNCTION flow_edition_stays();
""" + "".join(
    f"""CREATE TRIGGER {row}_stays BEFORE INSERT OR UPDATE OR DELETE ON flow_{row}
    FOR EACH ROW EXECUTE FUNCTION flow_edition_row_stays();
"""
    for row in ROWS
)

BACKWARD = "".join(f"DROP TRIGGER {row}_stays ON flow_{row};\n" for row in ROWS) + """
DROP TRIGGER edition_stays ON flow_edition;
DROP FUNCTION flow_edition_row_stays();
DROP FUNCTION flow_edition_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("flow", "0004_extension_todo")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""What was put before everybody stays as it was: a trigger sees to it, whoever writes.

A period may only grow; what was redacted stays redacted; a result is written once.
"""

from django.db import migrations

_MAKE = """
CREATE FUNCTION openness_public_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.posted_at IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a public notice is not deleted';
  END IF;
  IF (NEW.uid, NEW.kind, NEW.organization_id, NEW.title, NEW.document, NEW.text, NEW.persons,
      NEW.count, NEW.office, NEW.phone, NEW.address, NEW.author_id, NEW.content_by_id,
      NEW.secrecy_by_id, NEW.approved_by_id, NEW.digest, NEW.year, NEW.serial, NEW.posted_at,
      NEW.posted_on)
     IS DISTINCT FROM
     (OLD.uid, OLD.kind, OLD.organization_id, OLD.title, OLD.document, OLD.text, OLD.persons,
      OLD.count, OLD.office, OLD.phone, OLD.address, OLD.author_id, OLD.content_by_id,
      OLD.secrecy_by_id, OLD.approved_by_id, OLD.digest, OLD.year, OLD.serial, OLD.posted_at,
      OLD.posted_on)
     OR NEW.days < OLD.days OR NEW.until_on < OLD.until_on THEN
    RAISE EXCEPTION 'what was made public stays as it was';
  END IF;
  IF (OLD.redacted_at IS NOT NULL AND NEW.redacted_at IS DISTINCT FROM OLD.redacted_at)
     OR (OLD.redacted_at IS NOT NULL AND NEW.state = 'running')
     OR (OLD.result <> '' AND NEW.result <> OLD.result)
     OR (OLD.reason <> '' AND NEW.reason <> OLD.reason) THEN
    RAISE EXCEPTION 'what came of a notice stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER openness_public_stays BEFORE UPDATE OR DELETE ON openness_notice
  FOR EACH ROW EXECUTE FUNCTION openness_public_stays();
"""
_DROP = """
DROP TRIGGER openness_public_stays ON openness_notice;
DROP FUNCTION openness_public_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("openness", "0001_initial")]

    operations = [migrations.RunSQL(_MAKE, _DROP)]

"""What was answered stays as it was, whoever writes."""

from django.db import migrations

_MAKE = """
CREATE FUNCTION openness_application_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an application is not deleted';
  END IF;
  IF OLD.state IN ('answered', 'withdrawn', 'lapsed') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was answered stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER openness_application_stays BEFORE UPDATE OR DELETE ON openness_application
  FOR EACH ROW EXECUTE FUNCTION openness_application_stays();
"""
_DROP = """
DROP TRIGGER openness_application_stays ON openness_application;
DROP FUNCTION openness_application_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("openness", "0005_applications")]

    operations = [migrations.RunSQL(_MAKE, _DROP)]

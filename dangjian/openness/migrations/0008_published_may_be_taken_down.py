"""What was answered still stays as it was; a published answer may be taken down, and nothing else."""

from django.db import migrations

_STAYS = """
CREATE OR REPLACE FUNCTION openness_application_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken_down openness_application := OLD;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an application is not deleted';
  END IF;
  taken_down.published_at := NULL;
  IF OLD.state IN ('answered', 'withdrawn', 'lapsed')
    AND NEW IS DISTINCT FROM OLD AND NEW IS DISTINCT FROM taken_down THEN
    RAISE EXCEPTION 'what was answered stays as it was';
  END IF;
  RETURN NEW;
END $$;
"""
_STAYED = """
CREATE OR REPLACE FUNCTION openness_application_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an application is not deleted';
  END IF;
  IF OLD.state IN ('answered', 'withdrawn', 'lapsed') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was answered stays as it was';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("openness", "0007_notice_issuer")]

    operations = [migrations.RunSQL(_STAYS, _STAYED)]

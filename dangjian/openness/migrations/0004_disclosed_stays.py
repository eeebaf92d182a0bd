"""What was put into effect, and what was listed, stays as it was, whoever writes; so does its end."""

from django.db import migrations

_MAKE = """
CREATE FUNCTION openness_proposal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a proposal is not deleted';
  END IF;
  IF OLD.state IN ('done', 'dropped') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was put into effect stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER openness_proposal_stays BEFORE UPDATE OR DELETE ON openness_proposal
  FOR EACH ROW EXECUTE FUNCTION openness_proposal_stays();

CREATE FUNCTION openness_audience_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN of := OLD.proposal_id; ELSE of := NEW.proposal_id; END IF;
  IF TG_OP = 'UPDATE' OR EXISTS (
    SELECT 1 FROM openness_proposal
    WHERE id = of AND state NOT IN ('draft', 'returned')
  ) THEN
    RAISE EXCEPTION 'what was proposed stays as it was';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER openness_audience_stays BEFORE INSERT OR UPDATE OR DELETE ON openness_audience
  FOR EACH ROW EXECUTE FUNCTION openness_audience_stays();

CREATE FUNCTION openness_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an item is not deleted';
  END IF;
  IF (NEW.uid, NEW.organization_id) IS DISTINCT FROM (OLD.uid, OLD.organization_id)
     OR (OLD.since IS NOT NULL AND (NEW.since, NEW.year, NEW.serial)
         IS DISTINCT FROM (OLD.since, OLD.year, OLD.serial))
     OR (OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'what was disclosed stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER openness_item_stays BEFORE UPDATE OR DELETE ON openness_item
  FOR EACH ROW EXECUTE FUNCTION openness_item_stays();

CREATE FUNCTION openness_personnel_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a line of the list is not deleted';
  END IF;
  IF OLD.state <> 'entered' AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'what was listed stays as it was';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER openness_personnel_stays BEFORE UPDATE OR DELETE ON openness_personnelentry
  FOR EACH ROW EXECUTE FUNCTION openness_personnel_stays();
"""
_DROP = "".join(
    f"DROP TRIGGER {name} ON openness_{table}; DROP FUNCTION {name}();"
    for name, table in (
        ("openness_proposal_stays", "proposal"),
        ("openness_audience_stays", "audience"),
        ("openness_item_stays", "item"),
        ("openness_personnel_stays", "personnelentry"),
    )
)


class Migration(migrations.Migration):
    dependencies = [("openness", "0003_catalogue_and_personnel")]

    operations = [migrations.RunSQL(_MAKE, _DROP)]

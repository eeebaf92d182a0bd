"""A notice keeps the name it was signed with, so that a renamed organization leaves it as it was."""

from django.db import migrations, models

# Named as the organization was when the words that are public now were stated.
_NAMED = """
UPDATE openness_notice n SET issuer = coalesce(
  (SELECT named.name FROM registry_naming named
   WHERE named.organization_id = n.organization_id
     AND named.valid @> coalesce(n.redacted_at::date, n.posted_on)),
  (SELECT name FROM registry_organization o WHERE o.id = n.organization_id));
"""
_STAYS = """
CREATE FUNCTION openness_issuer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was made public stays as it was';
END $$;
CREATE TRIGGER openness_issuer_stays BEFORE UPDATE ON openness_notice
  FOR EACH ROW WHEN (OLD.posted_at IS NOT NULL AND NEW.issuer IS DISTINCT FROM OLD.issuer)
  EXECUTE FUNCTION openness_issuer_stays();
"""
_CHANGES = """
DROP TRIGGER openness_issuer_stays ON openness_notice;
DROP FUNCTION openness_issuer_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("openness", "0006_answered_stays"),
        ("registry", "0005_undone_by_a_job_fewer_indexes"),
    ]

    operations = [
        migrations.AddField(
            "notice",
            "issuer",
            models.CharField(default="", max_length=120, verbose_name="署名的组织"),
            preserve_default=False,
        ),
        migrations.RunSQL(_NAMED, migrations.RunSQL.noop),
        migrations.RunSQL(_STAYS, _CHANGES),
    ]

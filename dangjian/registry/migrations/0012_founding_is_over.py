"""A role without a granter is given only before there are officers (T7, T8).

Whoever reaches the database as the application could otherwise make himself an officer whom nobody
granted anything. Once each of the three offices was given to somebody, a role needs its granter and
the request a second person agreed to; only the owner of the tables, which is the operator at the
server's own command line, may still help where the last officer is gone.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION registry_guard_founding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
        AND (SELECT count(DISTINCT role) FROM registry_rolegrant
             WHERE role IN ('system_officer', 'security_officer', 'auditor')) = 3
    THEN
        RAISE EXCEPTION 'the founding is over: a role needs its granter'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_founding_is_over';
    END IF;
    RETURN NEW;
END
$$;
-- Named so that it comes after registry_guard_grant, whose reasons are nearer.
CREATE TRIGGER registry_guard_unfounded BEFORE INSERT ON registry_rolegrant
    FOR EACH ROW WHEN (NEW.granted_by_id IS NULL) EXECUTE FUNCTION registry_guard_founding();
"""
UNGUARD = """
DROP TRIGGER registry_guard_unfounded ON registry_rolegrant;
DROP FUNCTION registry_guard_founding();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_case_leads_conversion")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]

"""A grant lies within what its granter is set over, and is never rewritten (T7, T8).

Whoever forgets the action, or goes around it, meets the same rules in the database: granted by
somebody means that this person is a security officer over the organization on that day; who was
one of the three officers is not another of them for 180 days; of a stored grant only the range of
days may change.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION registry_guard_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.holder_id, OLD.role, OLD.organization_id, OLD.granted_by_id)
            IS DISTINCT FROM (NEW.holder_id, NEW.role, NEW.organization_id, NEW.granted_by_id)
        THEN
            RAISE EXCEPTION 'a grant is ended, never rewritten'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_never_rewritten';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.granted_by_id IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM registry_rolegrant held
        JOIN registry_organization over ON over.id = held.organization_id
        JOIN registry_organization target ON target.id = NEW.organization_id
        WHERE held.holder_id = NEW.granted_by_id
            AND held.role = 'security_officer'
            AND held.valid @> lower(NEW.valid)
            AND starts_with(target.path, over.path)
    ) THEN
        RAISE EXCEPTION 'the granter is not set over this organization'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_within_scope';
    END IF;
    IF NEW.role IN ('system_officer', 'security_officer', 'auditor') AND EXISTS (
        SELECT 1
        FROM registry_rolegrant held
        WHERE held.holder_id = NEW.holder_id
            AND held.role IN ('system_officer', 'security_officer', 'auditor')
            AND held.role <> NEW.role
            AND held.valid && daterange(lower(NEW.valid) - 180, lower(NEW.valid))
    ) THEN
        RAISE EXCEPTION 'one of the three officers lately'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_swap_between_officers';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER registry_guard_grant BEFORE INSERT OR UPDATE ON registry_rolegrant
    FOR EACH ROW EXECUTE FUNCTION registry_guard_grant();
"""
UNGUARD = """
DROP TRIGGER registry_guard_grant ON registry_rolegrant;
DROP FUNCTION registry_guard_grant();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]

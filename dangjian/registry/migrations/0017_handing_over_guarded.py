"""A role that is handed over needs the request that says from whom to whom (C3, T7); whom a request
concerns is never rewritten."""

from django.db import migrations

GUARD = """
CREATE FUNCTION registry_guard_concerned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.concerns_too_id IS DISTINCT FROM NEW.concerns_too_id THEN
        RAISE EXCEPTION 'a request is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_never_rewritten';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER registry_guard_concerned BEFORE UPDATE ON registry_consent
    FOR EACH ROW EXECUTE FUNCTION registry_guard_concerned();

CREATE OR REPLACE FUNCTION registry_guard_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.holder_id, OLD.role, OLD.organization_id, OLD.granted_by_id, OLD.consent_id)
            IS DISTINCT FROM
            (NEW.holder_id, NEW.role, NEW.organization_id, NEW.granted_by_id, NEW.consent_id)
        THEN
            RAISE EXCEPTION 'a grant is ended, never rewritten'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_never_rewritten';
        END IF;
        IF NOT NEW.valid <@ OLD.valid THEN
            RAISE EXCEPTION 'the days of a grant are only shortened'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_only_shortened';
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
    -- (Whoever grants to himself meets the constraint.)
    IF NEW.granted_by_id <> NEW.holder_id AND NOT EXISTS (
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'grant' AND c.state = 'agreed'
            AND c.maker_id = NEW.granted_by_id AND c.concerns_id = NEW.holder_id
            AND (c.payload::jsonb ->> 'holder')::bigint = NEW.holder_id
            AND c.payload::jsonb ->> 'role' = NEW.role
            AND (c.payload::jsonb ->> 'organization')::bigint = NEW.organization_id
            AND c.payload::jsonb ->> 'document' = NEW.document
        UNION ALL
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'hand_over' AND c.state = 'agreed'
            AND c.maker_id = NEW.granted_by_id AND c.concerns_id = NEW.holder_id
            AND (c.payload::jsonb ->> 'holder')::bigint = NEW.holder_id
            AND (c.payload::jsonb ->> 'giver')::bigint = c.concerns_too_id
            AND c.payload::jsonb -> 'roles' @> jsonb_build_array(jsonb_build_object(
                'role', NEW.role, 'organization', NEW.organization_id))
            AND c.payload::jsonb ->> 'document' = NEW.document
    ) THEN
        RAISE EXCEPTION 'nobody agreed to this grant'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'grant_as_agreed_to';
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
"""
UNGUARD = """
DROP TRIGGER registry_guard_concerned ON registry_consent;
DROP FUNCTION registry_guard_concerned();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0016_concerns_too")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]

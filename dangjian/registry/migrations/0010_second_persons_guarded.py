"""What two persons agreed to is what happens (T7, T8), for whoever goes around the actions too.

A request is never rewritten and its state only moves forward; a role given by somebody, an opening
and an emergency each need the agreed request that says exactly so; of a grant the days may only be
shortened; what an auditor found stays.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION registry_guard_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'asked' THEN
            RAISE EXCEPTION 'a request begins by being asked'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_begins_asked';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.uid, OLD.act, OLD.payload, OLD.digest, OLD.organization_id, OLD.place_id,
            OLD.concerns_id, OLD.maker_id, OLD.maker_role, OLD.maker_proof, OLD.reason,
            OLD.asked_at, OLD.expires_at)
        IS DISTINCT FROM
        (NEW.uid, NEW.act, NEW.payload, NEW.digest, NEW.organization_id, NEW.place_id,
            NEW.concerns_id, NEW.maker_id, NEW.maker_role, NEW.maker_proof, NEW.reason,
            NEW.asked_at, NEW.expires_at)
    THEN
        RAISE EXCEPTION 'a request is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_never_rewritten';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('asked', 'agreed'), ('asked', 'refused'), ('asked', 'withdrawn'),
        ('agreed', 'done'), ('agreed', 'withdrawn'))
    THEN
        RAISE EXCEPTION 'a request only moves forward'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_only_forward';
    END IF;
    IF OLD.state = 'agreed' AND
        (OLD.checker_id, OLD.checker_proof, OLD.agreed_digest, OLD.decided_at, OLD.words,
            OLD.emergency_id, OLD.use_until)
        IS DISTINCT FROM
        (NEW.checker_id, NEW.checker_proof, NEW.agreed_digest, NEW.decided_at, NEW.words,
            NEW.emergency_id, NEW.use_until)
    THEN
        RAISE EXCEPTION 'what was agreed to is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_never_rewritten';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER registry_guard_consent BEFORE INSERT OR UPDATE ON registry_consent
    FOR EACH ROW EXECUTE FUNCTION registry_guard_consent();

CREATE FUNCTION registry_guard_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'an opening is never rewritten'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opening_never_rewritten';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'open' AND c.state = 'agreed'
            AND c.maker_id = NEW.holder_id AND c.concerns_id = NEW.person_id
            AND c.payload::jsonb -> 'items' = to_jsonb(NEW.items)
            AND NEW.until <= NEW.opened_at
                + (c.payload::jsonb ->> 'hours')::int * interval '1 hour'
    ) THEN
        RAISE EXCEPTION 'nobody agreed to this opening'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'opening_as_agreed_to';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER registry_guard_opening BEFORE INSERT OR UPDATE ON registry_opening
    FOR EACH ROW EXECUTE FUNCTION registry_guard_opening();

CREATE FUNCTION registry_guard_emergency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.reviewed_by_id IS NOT NULL OR
            (OLD.consent_id, OLD.organization_id, OLD.one_id, OLD.other_id, OLD.opened_at,
                OLD.until)
            IS DISTINCT FROM
            (NEW.consent_id, NEW.organization_id, NEW.one_id, NEW.other_id, NEW.opened_at,
                NEW.until)
        THEN
            RAISE EXCEPTION 'an emergency is reviewed once and never rewritten'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'emergency_never_rewritten';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.reviewed_by_id IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM registry_consent c
        WHERE c.id = NEW.consent_id AND c.act = 'emergency' AND c.state = 'agreed'
            AND c.maker_id = NEW.one_id AND c.checker_id = NEW.other_id
            AND c.organization_id = NEW.organization_id
            AND NEW.until <= NEW.opened_at
                + (c.payload::jsonb ->> 'hours')::int * interval '1 hour'
    ) THEN
        RAISE EXCEPTION 'nobody agreed to this emergency'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'emergency_as_agreed_to';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER registry_guard_emergency BEFORE INSERT OR UPDATE ON registry_emergency
    FOR EACH ROW EXECUTE FUNCTION registry_guard_emergency();

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
DROP TRIGGER registry_guard_consent ON registry_consent;
DROP FUNCTION registry_guard_consent();
DROP TRIGGER registry_guard_opening ON registry_opening;
DROP FUNCTION registry_guard_opening();
DROP TRIGGER registry_guard_emergency ON registry_emergency;
DROP FUNCTION registry_guard_emergency();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_two_persons")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]

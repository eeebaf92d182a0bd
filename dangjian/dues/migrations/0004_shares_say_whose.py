"""Shares repeat the account and the payer of their entry, for the policy of their rows (L3, T6).

The month of a whole street is summed up from them; looking each entry up would cost more than the
sum. An entry never changes, nor do its shares: filled once, by the database alone.
"""

from django.db import migrations

COLUMNS = """
ALTER TABLE dues_share ADD COLUMN place_id bigint NOT NULL DEFAULT 0, ADD COLUMN payer_id bigint;
ALTER TABLE dues_share DISABLE TRIGGER dues_share_stays;
UPDATE dues_share s SET place_id = e.organization_id, payer_id = e.payer_id
    FROM dues_entry e WHERE e.id = s.entry_id;
ALTER TABLE dues_share ENABLE TRIGGER dues_share_stays;

CREATE FUNCTION dues_share_says_whose() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT organization_id, payer_id INTO STRICT NEW.place_id, NEW.payer_id
        FROM dues_entry WHERE id = NEW.entry_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER dues_share_says_whose BEFORE INSERT ON dues_share
    FOR EACH ROW EXECUTE FUNCTION dues_share_says_whose();
"""

AWAY = """
DROP TRIGGER dues_share_says_whose ON dues_share;
DROP FUNCTION dues_share_says_whose();
ALTER TABLE dues_share DROP COLUMN place_id, DROP COLUMN payer_id;
"""


class Migration(migrations.Migration):
    dependencies = [("dues", "0003_balances_carried")]

    operations = [migrations.RunSQL(COLUMNS, AWAY)]

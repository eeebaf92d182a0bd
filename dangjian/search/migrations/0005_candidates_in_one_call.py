"""All tiers of a question in one call, and the newest passages first where a question has too many.

Every passage bears the piece of its block (`#24`: ids from 24 * 4096 on). The index reads every
match of a question before it gives the first; with the newest blocks besides it reads only theirs.
Passages from before know no block and are found as before, a little later; `dangjian search
--rebuild` writes it to all of them.
"""

from django.db import migrations

_MAKE = """
CREATE FUNCTION search_candidates(
    queries text[], by_title boolean[], newest boolean[],
    audiences text[], of_kind text, of_column text, of_issuer text, since date, until date,
    parts int, enough int, most int
) RETURNS bigint[] LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
-- The planner does not know what it costs to unpack the words of every passage: no sequential scan.
-- No join stands here: it would walk a whole table in its order rather than read a few hundred.
DECLARE
    found bigint[] := '{}';
    latest bigint;
    asked tsquery;
BEGIN
    FOR n IN 1 .. cardinality(queries) LOOP
        EXIT WHEN cardinality(found) >= enough;
        asked := queries[n]::tsquery;
        IF newest[n] THEN
            latest := coalesce(latest, (SELECT max(id) FROM search_passage) >> 12, 0);
            asked := asked && format('%L | %L', '#' || latest, '#' || latest - 1)::tsquery;
        END IF;
        IF by_title[n] THEN
            found := found || ARRAY(
                SELECT p.id FROM (
                    SELECT e.id FROM search_entry e
                    WHERE e.heading @@ asked AND e.audience = ANY(audiences)
                        AND (of_kind = '' OR e.kind = of_kind)
                        AND (of_column = '' OR e."column" = of_column)
                        AND (of_issuer = '' OR e.issuer = of_issuer)
                        AND (since IS NULL OR e.day >= since) AND (until IS NULL OR e.day <= until)
                    LIMIT most
                ) e, LATERAL (
                    SELECT p.id FROM search_passage p
                    WHERE p.entry_id = e.id ORDER BY p.number LIMIT parts
                ) p WHERE p.id <> ALL(found) LIMIT most - cardinality(found)
            );
        ELSE
            found := found || ARRAY(
                SELECT p.id FROM search_passage p
                WHERE p.words @@ asked AND p.audience = ANY(audiences)
                    AND (of_kind = '' OR p.kind = of_kind)
                    AND (of_column = '' OR p."column" = of_column)
                    AND (of_issuer = '' OR p.issuer = of_issuer)
                    AND (since IS NULL OR p.day >= since) AND (until IS NULL OR p.day <= until)
                    AND p.id <> ALL(found)
                LIMIT most - cardinality(found)
            );
        END IF;
    END LOOP;
    RETURN found;
END $$;
"""
_DROP = """
DROP FUNCTION search_candidates(
    text[], boolean[], boolean[], text[], text, text, text, date, date, int, int, int
);
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0004_more_kinds_are_found")]

    operations = [migrations.RunSQL(_MAKE, _DROP)]

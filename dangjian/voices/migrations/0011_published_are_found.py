"""Published answers are found by pairs of characters: Chinese has no blanks between its words."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION public.voices_pairs(written text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT pg_catalog.substr(bare, place, 2)), '{}')
    FROM (SELECT pg_catalog.lower(
            pg_catalog.regexp_replace(written, '[[:space:][:punct:]，。！？、；：“”‘’（）《》…—]', '', 'g')
        ) AS bare) AS plain,
        pg_catalog.generate_series(1, pg_catalog.length(bare) - 1) AS place
$$;
CREATE INDEX letter_published_pairs ON voices_letter
    USING gin (public.voices_pairs(public_text || ' ' || public_answer))
    WHERE published_at IS NOT NULL;
"""

BACK = """
DROP INDEX letter_published_pairs;
DROP FUNCTION public.voices_pairs(text);
"""


class Migration(migrations.Migration):
    dependencies = [("voices", "0010_discipline_channel")]

    operations = [migrations.RunSQL(FUNCTION, BACK)]

"""The tables of a first start are those that every step of the past leads to."""

from __future__ import annotations

import pytest
from django.db import connections

from dangjian.config import structure
from tests.conftest import use_database


def test_the_stored_tables_are_made_of_the_migrations_as_they_stand_today() -> None:
    """Whoever changes a stored migration writes the tables anew: make structure."""
    text = structure.STORED.read_text()
    contained = structure.steps(text)
    assert ("registry", "0001_initial") in contained
    assert ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field") in contained
    assert structure.said_to_be_made_from(text) == structure.made_from(contained)
    assert structure.made_from(contained - {("kernel", "0001_initial")}) != structure.made_from(
        contained
    )


def test_a_database_that_has_tables_already_keeps_its_own(committed_db: str) -> None:
    assert structure.load() is False


def test_a_step_unknown_here_leads_through_all_migrations() -> None:
    """A newer platform wrote the file: its tables are not these ones."""
    foreign = structure.steps(structure.STORED.read_text()) | {("registry", "9999_of_tomorrow")}
    assert structure.known(foreign) is False


@pytest.mark.guards
@pytest.mark.full
def test_every_migration_from_the_first_leads_to_the_stored_tables(
    django_db_setup: None, django_db_blocker: object
) -> None:
    """The deep run of the first test: about a minute."""
    before = connections["owner"].settings_dict["NAME"]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        drawn = structure.draw()
    use_database(before)
    assert drawn == structure.STORED.read_text()

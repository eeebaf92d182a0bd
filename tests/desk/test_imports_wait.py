"""Rows of an import that wait for a person stand in the inbox of whoever may see to them (K2)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.district import District
from tests.jobs import run_waiting_jobs
from tests.registry.test_import_pages import hand_over, press, three

pytestmark = pytest.mark.django_db


def waiting(client: Client, role: str, district: District) -> list[tuple[str, str, str, str]]:
    inbox = district.sign_in(client, role).get("/inbox/").context["inbox"]
    items = [*inbox.today, *inbox.week, *inbox.later]
    return [
        (item.part, item.title, item.text.split("。")[0], item.url)
        for item in items
        if item.url.startswith("/imports/")
    ]


def test_an_import_is_told_until_nothing_of_it_waits(client: Client, district: District) -> None:
    """Whoever brought it has it among today's; others who may deal with it can wait."""
    run = hand_over(district.sign_in(client, "secretary"), three(district))
    title = f"导入的{run.file_name}还没有办完"
    both = "2 行要您看一看，1 行没有疑问，还没有入册"
    assert waiting(client, "secretary", district) == [
        ("today", title, both, f"/imports/{run.pk}/")
    ]
    assert waiting(client, "clerk", district) == [("later", title, both, f"/imports/{run.pk}/")]
    assert waiting(client, "leader", district) == []
    assert waiting(client, "member", district) == []
    district.sign_in(client, "secretary")
    press(client, run, "enter")
    run_waiting_jobs()
    [(_, _, said, _)] = waiting(client, "secretary", district)
    assert said == "2 行要您看一看"
    run.rows.filter(state="waiting").update(state="set_aside")
    assert waiting(client, "secretary", district) == []


def test_waiting_rows_cost_no_query_more_for_many_imports(
    client: Client, district: District
) -> None:
    def cost() -> int:
        client.get("/inbox/")
        with CaptureQueriesContext(connection) as made:
            client.get("/inbox/")
        return len(made)

    hand_over(district.sign_in(client, "secretary"), three(district))
    one = cost()
    for _ in range(4):
        hand_over(client, three(district))
    assert cost() == one
    told = waiting(client, "secretary", district)
    assert [title for _, title, _, _ in told][-1] == "还有别的导入没有办完"
    assert len(told) == 4

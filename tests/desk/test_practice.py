"""The tasks of the practice copy: in the words of the pages, checked off by the records."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

import dangjian
from dangjian.desk.practice import TASKS
from dangjian.registry.actions import people
from dangjian.registry.authority import Purpose, viewer_of
from tests.district import TODAY, District

SOURCES = Path(dangjian.__file__).parent


def states(client: Client) -> dict[str, bool]:
    """Title of each task on the page → whether it is checked off."""
    page = client.get("/practice/").content.decode()
    found = re.findall(r'<h2 class="h-l grow-14">\d+ (.+?)</h2>.*?(做过了|还没做)', page)
    return {title: state == "做过了" for title, state in found}


@pytest.fixture
def practice(district: District, settings: LazySettings) -> District:
    settings.ROOT_URLCONF = "dangjian.config.practice.urls"
    settings.PRACTICE = True
    return district


def test_what_a_task_tells_to_click_stands_on_a_page() -> None:
    """A word that was changed on a page would leave the newcomer searching."""
    files = [*SOURCES.rglob("*.html"), *SOURCES.rglob("*.py")]
    shown = "".join(p.read_text() for p in files if p.name != "practice.py")
    for task in TASKS:
        assert reverse(task.way)
        for word in re.findall("“(.+?)”", "".join(task.steps)):
            assert word in shown, f"{task.title}: {word}"


def test_a_task_is_checked_off_by_ones_own_acts_and_no_one_elses(practice: District) -> None:
    """M3: nobody says of himself that he has done it."""
    clerk, member = practice.accounts["clerk"], practice.people["member"]
    here = practice.sign_in(Client(), "clerk")
    assert set(states(here)) == {task.title for task in TASKS}
    assert not any(states(here).values())
    by = viewer_of(clerk, TODAY).actor(Purpose.MAINTAIN, member.path)
    people.correct_items(member, {"occupation": "教师"}, today=TODAY, by=by)
    assert not any(states(here).values())
    people.correct_items(member, {"mobile": "13912345678"}, today=TODAY, by=by)
    people.reveal(practice.people["clerk"], items=["mobile"], reason="练习查看", by=by)
    checked = {title for title, is_done in states(here).items() if is_done}
    assert checked == {"更正一个手机号", "看谁看过我的号码"}
    assert not any(states(practice.sign_in(Client(), "secretary")).values())


def test_only_what_one_may_do_is_offered(practice: District) -> None:
    offered = states(practice.sign_in(Client(), "secretary"))
    assert "登记一次换届选举" not in offered and "更正一个手机号" in offered
    assert states(practice.sign_in(Client(), "member")) == {}


def test_every_page_of_the_copy_says_what_it_is_and_who_can_sign_in(practice: District) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert "随便改，不怕改坏" in page and "harvest-moon-practice" in page


def test_the_real_site_shows_neither_band_nor_sign_ins(district: District) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert "练习区" not in page and "harvest-moon-practice" not in page

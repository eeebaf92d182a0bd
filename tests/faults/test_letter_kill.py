"""A process is killed while a letter is sent, or after it was stored and before the answer left:
nothing lost, nothing doubled, and the writer still gets his code (J1, J3).

The moments are counted, not timed. The same trial goes red without form keys and without the codes
kept for a line that breaks.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client

from dangjian.flow.models import Case, Step, ToDo
from dangjian.voices.models import Draft, Letter, Writer
from dangjian.voices.queries.writers import writer_by_code
from tests.district import build
from tests.environment import PROJECT
from tests.voices.pages import codes, last_look, written

MOMENTS = 3


@dataclass
class Scene:
    """A browser on the last page, in a database where commits are real."""

    database: str
    browser: Client
    form: dict[str, str]

    def send(self, *how: str) -> dict[str, object] | None:
        """In a process of its own: what it was answered, None if it was killed."""
        cookie = self.browser.cookies[settings.LETTER_COOKIE_NAME].value
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.letter_sending", self.database, cookie]
            + [json.dumps(self.form), *how],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode == -signal.SIGKILL:
            return None
        assert done.returncode == 0, done.stderr
        told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return told

    def check_whole(self) -> None:
        """One letter with all that belongs to it, and its code told to the browser that sent it."""
        counts = [model.objects.count() for model in (Letter, Writer, Case, Step, ToDo)]
        assert counts == [1, 1, 1, 1, 1]
        [code] = codes(self.browser)
        assert writer_by_code(code).letter == Letter.objects.get()


@pytest.fixture
def scene(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-11-23")
    district = build()
    browser = Client()
    written(browser, district.root.pk)
    yield Scene(committed_db, browser, last_look(browser))


@pytest.mark.faults
def test_killed_on_the_way_or_before_the_answer_a_letter_is_sent_once(scene: Scene) -> None:
    """Before some of its statements nothing is stored and the draft stays; then it is stored, once,
    whichever answer got lost."""
    counted = scene.send("nothing", "1")
    assert counted is not None and counted["status"] == 302
    for part in range(1, MOMENTS + 1):
        moment = int(str(counted["statements"])) * part // (MOMENTS + 1)
        assert scene.send("statement", str(moment)) is None
        assert not Letter.objects.exists() and Draft.objects.count() == 1
    assert scene.send("answer", "1") is None
    scene.check_whole()
    again = scene.send()
    assert again is not None and (again["status"], again["where"]) == (302, "/write/sent/")
    scene.check_whole()


@pytest.mark.faults
def test_without_form_keys_and_kept_codes_the_trial_goes_red(scene: Scene) -> None:
    """The broken twin."""
    assert scene.send("careless", "answer", "1") is None
    assert scene.send("careless") is not None
    assert Letter.objects.count() == 2
    with pytest.raises(AssertionError):
        scene.check_whole()

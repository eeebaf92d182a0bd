"""The practice copy: made once, renewed in a moment, and never a database with real people."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from dangjian.config import cluster
from dangjian.config.practice import copy
from tests.config.installation import CLEAN, PROJECT, order

pytestmark = pytest.mark.guards


def in_practice(home: Path, code: str) -> str:
    """What a command of the practice copy prints."""
    keyring = str(home / "practice" / "secrets" / "keyring.json")
    begin = "from dangjian.config import starting; starting.start(); "
    done = subprocess.run(
        [sys.executable, "-c", begin + code],
        env=CLEAN
        | {"DANGJIAN_HOME": str(home), "PYTHONPATH": str(PROJECT)}
        | {"DANGJIAN_PRACTICE": "1", "DANGJIAN_KEYRING": keyring},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def address(home: Path, name: str) -> str:
    return psycopg.conninfo.make_conninfo(cluster.addresses(home).owner, dbname=name)


@pytest.mark.django_db
def test_the_addresses_of_the_practice_copy_do_not_exist_on_the_real_site(client: Client) -> None:
    for path in ("/practice/", "/practice/reset/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("practice_reset")


@pytest.mark.django_db
def test_the_samples_of_components_are_no_page_of_a_site_that_serves_people(
    client: Client, settings: Any
) -> None:
    assert client.get("/kit/").status_code == 200, "as a contributor sets it"
    settings.GALLERY = False
    assert client.get("/kit/").status_code == 404


def test_with_the_settings_of_the_real_site_nothing_is_made_renewed_or_removed() -> None:
    for act in (copy.check, copy.restore, lambda: copy.prepare(print, fresh=True)):
        with pytest.raises(cluster.ClusterError, match="不是练习区"):
            act()


def test_a_database_that_is_not_ours_is_neither_opened_nor_overwritten(running: Path) -> None:
    """Somebody's database happens to bear the name."""
    cluster.create_database(running, "dangjian_practice")
    try:
        order(address(running, "dangjian_practice"), "create table people (name text)")
        told = in_practice(running, "from dangjian.config.practice import copy; copy.restore()")
        assert "不是练习区" in told
        order(address(running, "dangjian_practice"), "select name from people")
    finally:
        cluster.drop_database(running, "dangjian_practice")


def test_the_real_site_links_to_the_copy_only_while_it_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.HOME", tmp_path)
    (tmp_path / "practice").mkdir()
    assert copy.port() is None
    (tmp_path / "practice" / "served.json").write_text(
        json.dumps({"port": 8001, "pid": os.getpid()})
    )
    assert copy.port() is None  # this process serves nothing


def test_what_was_spoilt_is_new_again_at_once_and_who_was_at_work_is_cut_off(
    running: Path,
) -> None:
    """M3: nobody needs a new installation to start afresh. (The demo's place is taken by a row.)"""
    copied, template = "dangjian_practice", "dangjian_practice_template"
    try:
        cluster.create_database(running, template)
        order(address(running, template), "create table people (name text)")
        order(address(running, template), "insert into people values ('编的')")
        cluster.copy_database(running, template, copied)
        cluster.label_database(running, copied, "dangjian practice")
        with psycopg.connect(address(running, copied), autocommit=True) as at_work:
            at_work.execute("delete from people")
            told = in_practice(running, "from dangjian.config.practice import copy; copy.restore()")
            assert told == ""
            with pytest.raises(psycopg.OperationalError):
                at_work.execute("select 1")
        with psycopg.connect(address(running, copied)) as connection:
            assert connection.execute("select name from people").fetchall() == [("编的",)]
        with psycopg.connect(cluster.addresses(running).owner) as connection:
            row = connection.execute("select to_regclass('people')").fetchone()
        assert row == (None,)  # the real database was not touched
    finally:
        for name in (copied, template):
            cluster.drop_database(running, name)

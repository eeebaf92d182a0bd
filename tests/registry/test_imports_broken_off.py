"""A step of an import that is given up says so: nobody waits before a page for ever (K2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client
from procrastinate.jobs import Job

from dangjian.kernel import jobs
from dangjian.kernel.models import Leaf
from dangjian.registry.importing import spool
from dangjian.registry.models import Account, Import, ImportRow, ImportState, Person
from tests.district import TODAY, District, build
from tests.jobs import run_the_worker
from tests.registry.consented import undo_by_two
from tests.registry.forms_sent import opened, text
from tests.registry.tables import member, upload
from tests.registry.test_import_pages import page, press


@pytest.fixture
def live(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    yield build()


@pytest.fixture
def clerk(client: Client, live: District) -> Client:
    return live.sign_in(client, "secretary")


def hand_over(client: Client, live: District) -> Import:
    rows = [member(live.east, "程远山", 1), member(live.east, "秦书岚", 2)]
    form = opened(client, "/imports/") | {"file": upload(rows)}
    assert client.post("/imports/", form).status_code == 302
    return Import.objects.latest("pk")


def told(client: Client, run: Import) -> str:
    """The page of the import, which asks for nothing again and again."""
    assert "data-finished" in page(client, run, "progress/").content.decode()
    answer = page(client, run)
    assert "data-poll" not in answer.content.decode()
    return text(answer)


def test_a_reading_that_fails_says_so_and_can_be_done_again(clerk: Client, live: District) -> None:
    run = hand_over(clerk, live)
    place = spool.place(run.uid)
    kept = place.read_bytes()
    place.unlink()  # somebody tidied the disk
    run_the_worker()
    run.refresh_from_db()
    assert (run.state, run.error_code) == (ImportState.READING, "B-FAULT")
    words = told(clerk, run)
    assert "正在读表中断了" in words and "程序出了故障" in words
    assert "中断了" in text(clerk.get("/imports/"))
    assert f"导入的{run.file_name}没有做完" in text(clerk.get("/inbox/"))
    assert Leaf.objects.filter(verb="break_off_import", subject_uid=run.uid).count() == 1
    place.write_bytes(kept)
    press(clerk, run, "resume")
    run_the_worker()
    run.refresh_from_db()
    assert (run.state, run.error, run.counts["accept"]) == (ImportState.READ, "", 2)
    assert "没有做完" not in told(clerk, run)


def test_an_entering_that_fails_leaves_nobody_and_the_rows_stay_open(
    clerk: Client, live: District
) -> None:
    run = hand_over(clerk, live)
    run_the_worker()
    row = ImportRow.objects.filter(run=run, verdict="accept").first()
    sealed = bytes(row.content)
    ImportRow.objects.filter(pk=row.pk).update(content=sealed[:-1] + bytes([sealed[-1] ^ 1]))
    press(clerk, run, "enter")
    run_the_worker()
    run.refresh_from_db()
    assert (run.state, run.error_code) == (ImportState.READ, "B-FAULT")
    words = told(clerk, run)
    assert "上次登记入册没有做完" in words and "把没有疑问的 2 行登记入册" in words
    assert not Person.objects.filter(name="秦书岚").exists()
    ImportRow.objects.filter(pk=row.pk).update(content=sealed)
    press(clerk, run, "enter")
    run_the_worker()
    run.refresh_from_db()
    assert (run.state, run.entered) == (ImportState.ENTERED, 2)
    assert "没有做完" not in told(clerk, run)


def test_a_step_whose_worker_was_cut_off_too_often_says_so(clerk: Client, live: District) -> None:
    run = hand_over(clerk, live)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 5")
    run_the_worker()
    run.refresh_from_db()
    assert run.error_code == "B-CUT-OFF"
    assert "停了好几次" in told(clerk, run)


def test_whoever_lost_his_account_meanwhile_reads_so(clerk: Client, live: District) -> None:
    run = hand_over(clerk, live)
    Account.objects.filter(pk=live.accounts["secretary"].pk).update(is_active=False)
    run_the_worker()
    assert "办这件事的账号已经停用" in told(live.sign_in(Client(), "clerk"), run)


def test_a_database_that_was_away_is_told_after_the_last_try_alone(
    clerk: Client, live: District
) -> None:
    run = hand_over(clerk, live)
    given = {"run_id": run.pk, "account_id": live.accounts["secretary"].pk}

    def after(tries: int) -> str:
        job = Job(
            id=1, lock=None, queueing_lock=None, queue="default", attempts=tries,
            task_name="registry.read_import", task_kwargs=given,
        )  # fmt: skip
        jobs.has_failed(job, OperationalError("the database is away"))
        run.refresh_from_db()
        return str(run.error_code)

    assert [after(0), after(5)] == ["", "B-DATABASE"]


def test_a_step_that_was_done_meanwhile_is_not_said_to_have_broken_off(
    clerk: Client, live: District
) -> None:
    run = hand_over(clerk, live)
    run_the_worker()
    job = Job(
        id=1, lock=None, queueing_lock=None, queue="default", attempts=5,
        task_name="registry.read_import",
        task_kwargs={"run_id": run.pk, "account_id": live.accounts["secretary"].pk},
    )  # fmt: skip
    jobs.has_failed(job)
    run.refresh_from_db()
    assert (run.state, run.error_code) == (ImportState.READ, "")


def test_an_undoing_that_is_refused_meanwhile_says_so_and_leaves_all_as_it_was(
    clerk: Client, live: District
) -> None:
    """Between the question and the job somebody corrected a member: he is named."""
    run = hand_over(clerk, live)
    run_the_worker()
    press(clerk, run, "enter")
    run_the_worker()
    assert undo_by_two(clerk, live, run).status_code == 302
    Person.objects.filter(name="秦书岚").update(version=2)
    run_the_worker()
    run.refresh_from_db()
    assert (run.state, run.error_code) == (ImportState.ENTERED, "B-UNDO-REFUSED")
    words = told(clerk, run)
    assert "没有撤回" in words and "秦书岚导入以后又有变动" in words
    assert Person.objects.get(name="程远山").organization == live.east
    assert "没有做完" not in text(clerk.get("/inbox/"))
    assert undo_by_two(clerk, live, run, keep_changed="on").status_code == 302
    run_the_worker()
    run.refresh_from_db()
    assert (run.state, run.error) == (ImportState.UNDONE, "")

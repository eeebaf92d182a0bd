"""A backup is made: the database as it is at one moment, the files it names, the keys."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import shutil
import subprocess
import tarfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from dangjian.config import cluster
from dangjian.config.backup import manifest, sealed, sums
from dangjian.config.backup.keys import Recipient
from dangjian.config.backup.manifest import Manifest
from dangjian.config.cluster.trouble import ClusterError
from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM

PART = 8 << 20
"""Bytes of the database in one member of the tar."""
_SPARE = 200 << 20  # bytes of the disk that a backup leaves free


def make(target: Path, recipient: Recipient, *, now: dt.datetime) -> Manifest:
    """Back up this installation into `target`; what is in it.

    It can be made while people work: what is written meanwhile is in the next one. ClusterError
    where the file is there already or the disk has no room.
    """
    _leave_word()
    with _one_moment() as (connection, snapshot):
        _check_room(connection, target)
        told = _manifest(connection, now)
        with sealed.written(target, recipient) as tar:
            _add(tar, manifest.NAME, told.written())
            _add(tar, manifest.KEYRING, Path(settings.KEYRING).read_bytes())
            for number, part in enumerate(_database(snapshot, told.postgres)):
                _add(tar, f"{manifest.DATABASE}{number:06d}", part)
            for name in told.files:
                _add_file(tar, name, told.files)
    return told


@evidence.action
def _leave_word() -> None:
    """Everything is about to be copied: that stands in the log, and in the copy itself."""
    evidence.record(SYSTEM, "back_up", "installation", uuid.uuid4())


@contextmanager
def _one_moment() -> Iterator[tuple[sums.Connection, str]]:
    """A connection that sees one moment of the database, and the name by which others see it."""
    with psycopg.connect(_address()) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, row[0]


def _address() -> str:
    """As the owner: the application may not read every table."""
    name = connections["owner"].settings_dict["NAME"]
    return make_conninfo(cluster.addresses(settings.HOME).owner, dbname=name)


def _manifest(connection: sums.Connection, now: dt.datetime) -> Manifest:
    steps = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    head = connection.execute("SELECT note FROM kernel_logcheckpoint ORDER BY number DESC LIMIT 1")
    newest = head.fetchone()
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        postgres=connection.info.server_version // 10_000,
        steps=tuple(step for (step,) in steps.fetchall()),
        tables=sums.tables(connection),
        sequences=sums.sequences(connection),
        files=dict(_files()),
        head=newest[0] if newest else "",
    )


def _files() -> Iterator[tuple[str, str]]:
    """Every file of the library with its digest, as they are after that moment: a document is
    stored after its file, and files stay."""
    folder = Path(settings.LIBRARY_DIR)
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        with path.open("rb") as file:
            yield (
                path.relative_to(folder).as_posix(),
                hashlib.file_digest(file, "sha256").hexdigest(),
            )


def _database(snapshot: str, major: int) -> Iterator[bytes]:
    """The dump, in parts. ClusterError where it breaks off."""
    what = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")
    command = [cluster.client_program("pg_dump", major), *what, f"--snapshot={snapshot}"]
    with subprocess.Popen(
        command,
        env=cluster.client_environment(_address()),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as dumping:
        assert dumping.stdout is not None and dumping.stderr is not None
        try:
            while part := dumping.stdout.read(PART):
                yield part
            said = dumping.stderr.read().decode(errors="replace").strip()
        except GeneratorExit:
            dumping.kill()
            raise
    if dumping.returncode:
        raise ClusterError(f"数据库没有备份完：{said.splitlines()[-1] if said else '程序中断了'}")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(content), 0o600
    tar.addfile(about, io.BytesIO(content))


def _add_file(tar: tarfile.TarFile, name: str, files: Mapping[str, str]) -> None:
    with (Path(settings.LIBRARY_DIR) / name).open("rb") as file:
        about = tarfile.TarInfo(manifest.FILES + name)
        about.size, about.mode = file.seek(0, io.SEEK_END), 0o600
        file.seek(0)
        tar.addfile(about, file)


def _check_room(connection: sums.Connection, target: Path) -> None:
    """Before anything is written: the database packs itself to less than it takes as it is."""
    if not target.parent.is_dir():
        raise ClusterError(f"没有找到文件夹“{target.parent}”，请先建好。")
    row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    folder = Path(settings.LIBRARY_DIR)
    wanted = row[0] + sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    free = shutil.disk_usage(target.parent).free
    if free < wanted + _SPARE:
        raise ClusterError(
            f"磁盘只剩 {free >> 20} MB，备份最多可能要 {(wanted + _SPARE) >> 20} MB。"
            "请腾出空间，或者换一块磁盘。"
        )

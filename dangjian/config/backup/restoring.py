"""A backup is brought back into an empty place, and counted before it counts.

Whoever knows the closing key can make such a file, so nothing of it is believed: names of files are
looked at, contents are held against their digests, tables against what the first page states.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import make_conninfo

from dangjian.config import cluster, structure
from dangjian.config.backup import manifest, sealed, sums
from dangjian.config.backup.keys import Identity
from dangjian.config.backup.manifest import Manifest
from dangjian.config.cluster.trouble import ClusterError

Say = Callable[[str], object]
_DRAFT = "dangjian_restored"
_LARGEST_PAGE = 64 << 20  # bytes of the first page
_FILE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Officer:
    """An officer whose printed code the backup knows. role: a value of registry's Role."""

    uid: str
    name: str
    role: str
    salt: bytes
    digest: bytes


Agree = Callable[[Sequence[Officer]], list[Officer]]


@dataclass(frozen=True)
class Place:
    """Where it goes. keyring: the file of the keys; library: the folder of the files."""

    home: Path
    keyring: Path
    library: Path

    @property
    def draft(self) -> Path:
        return self.library.with_name(f"{self.library.name}.restored")


def restore(
    source: Path, identity: Identity, place: Place, say: Say, agree: Agree
) -> tuple[Manifest, list[Officer]]:
    """Bring everything back into an empty place; what it was, and which officers agreed.

    agree: asked once everything fits and before it counts, with the officers whose printed codes
    the backup knows; gives two of them, or raises. Not asked where it does not know two of
    different office: then nobody agreed, and the log will say so. The place is as empty as before
    where anything does not fit: ClusterError says what. The server must answer; Django needs its
    settings only.
    """
    if not source.is_file():
        raise ClusterError(f"没有找到备份文件“{source}”，请核对路径。")
    _check_empty(place)
    say("① 打开备份……")
    with _draft(place):
        with sealed.opened(source, identity) as tar:
            told = _first_page(tar)
            say(f"② 恢复 {told.made_at} 的备份：{len(told.tables)} 张表，{told.rows:,} 行……")
            keyring = _unpacked(tar, place, told)
        say("③ 逐表核对……")
        _check_tables(place, told)
        _check_keyring(place, keyring)
        officers = _officers(place)
        agreed = agree(officers) if len({one.role for one in officers}) > 1 else []
        _put(place, keyring)
    return told, agreed


def _officers(place: Place) -> list[Officer]:
    """Who printed a code and still held the office when the backup was made; none in a backup from
    before there were such codes."""
    address = make_conninfo(cluster.addresses(place.home).owner, dbname=_DRAFT)
    with psycopg.connect(address) as connection:
        known = connection.execute("SELECT to_regclass('public.registry_restorecode')").fetchone()
        if known is None or known[0] is None:
            return []
        rows = connection.execute(
            "SELECT p.uid, p.name, c.role, c.salt, c.digest FROM registry_restorecode c"
            " JOIN registry_person p ON p.id = c.person_id WHERE c.ended_at IS NULL"
            " AND EXISTS (SELECT FROM registry_rolegrant g WHERE g.holder_id = c.person_id"
            " AND g.role = c.role AND upper_inf(g.valid)) ORDER BY c.id"
        ).fetchall()
    return [Officer(str(uid), *told, bytes(salt), bytes(kept)) for uid, *told, salt, kept in rows]


def _check_empty(place: Place) -> None:
    filed = place.library.exists() and any(place.library.iterdir())
    if filed or not cluster.is_empty(place.home):
        raise ClusterError(
            f"{place.home} 里已经有一套系统，恢复只能放进空的地方。"
            "请用 DANGJIAN_HOME 指一个新文件夹，恢复好了再换过来。"
        )


@contextmanager
def _draft(place: Place) -> Iterator[None]:
    """A database and a folder of their own for as long as nothing is sure."""
    cluster.drop_database(place.home, _DRAFT)
    cluster.create_database(place.home, _DRAFT)
    place.draft.mkdir(mode=0o700, parents=True)
    try:
        yield
    finally:
        cluster.drop_database(place.home, _DRAFT)
        shutil.rmtree(place.draft, ignore_errors=True)


def _first_page(tar: tarfile.TarFile) -> Manifest:
    """ClusterError where this platform is too old for the backup."""
    first = tar.next()
    page = tar.extractfile(first) if first is not None and first.isreg() else None
    if first is None or page is None or first.name != manifest.NAME or first.size > _LARGEST_PAGE:
        raise ClusterError("这个文件打开了，但里面不是党建平台的备份。")
    told = manifest.read(page.read())
    app_and_name = (step.partition(".") for step in told.steps)
    if not structure.known({(app, name) for app, _, name in app_and_name}):
        raise ClusterError("这份备份是更新的版本做的，请先把平台升级到那个版本再恢复。")
    return told


def _unpacked(tar: tarfile.TarFile, place: Place, told: Manifest) -> bytes:
    """The database and the files into their drafts; the keys are handed back."""
    keyring, came = b"", set()
    with _loading(place, told.postgres) as database:
        while member := tar.next():
            content = tar.extractfile(member) if member.isreg() else None
            if content is None:
                raise ClusterError(f"备份里有一样不该有的东西：{member.name!r}。")
            if member.name == manifest.KEYRING:
                keyring = content.read()
            elif member.name.startswith(manifest.DATABASE):
                shutil.copyfileobj(content, database, _CHUNK)
            else:
                came.add(_kept(content, member.name.removeprefix(manifest.FILES), place, told))
    missing = sorted(told.files.keys() - came)
    if missing or not keyring:
        raise ClusterError(f"备份里缺了内容：{missing[0] if missing else '密钥文件'}。")
    return keyring


def _kept(content: IO[bytes], name: str, place: Place, told: Manifest) -> str:
    """One file of the library; it must be the one the first page speaks of."""
    if name not in told.files or not _FILE.fullmatch(name):
        raise ClusterError(f"备份里有一样不该有的东西：{name!r}。")
    path, digest = place.draft / name, hashlib.sha256()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("xb") as file:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != told.files[name]:
        raise ClusterError(f"文件 {name} 和备份时不一样。")
    return name


@contextmanager
def _loading(place: Place, major: int) -> Iterator[IO[bytes]]:
    """What is written here is loaded as the dump of a database, all of it or nothing."""
    what = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    program = cluster.client_program("pg_restore", major)
    with subprocess.Popen(
        [program, *what, f"--dbname={_DRAFT}"],
        env=cluster.client_environment(cluster.addresses(place.home).owner),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as loading:
        assert loading.stdin is not None and loading.stderr is not None
        try:
            yield loading.stdin
            loading.stdin.close()
        except BrokenPipeError:
            pass  # it says below why it did not read on
        said = loading.stderr.read().decode(errors="replace").strip()
    if loading.returncode:
        raise ClusterError(f"数据库没有恢复完：{said.splitlines()[0] if said else '程序中断了'}")


def _check_tables(place: Place, told: Manifest) -> None:
    """Every table and every numbering, as the first page states them."""
    address = make_conninfo(cluster.addresses(place.home).owner, dbname=_DRAFT)
    with psycopg.connect(address) as connection:
        wrong = sums.different(told.tables, sums.tables(connection))
        counted = sums.sequences(connection)
    wrong += sorted(name for name, at in told.sequences.items() if counted.get(name) != at)
    if wrong:
        raise ClusterError(f"有 {len(wrong)} 处和备份时不一样，没有恢复：{'、'.join(wrong[:5])}。")


def _check_keyring(place: Place, keyring: bytes) -> None:
    if place.keyring.exists() and place.keyring.read_bytes() != keyring:
        raise ClusterError(
            f"{place.keyring} 已经有了，和备份里的密钥不是同一份。"
            "请核对这个文件该不该在这里，移走以后再恢复。"
        )


def _put(place: Place, keyring: bytes) -> None:
    """From here on it counts. The database last: without it the place is still an empty one."""
    place.library.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.library.rmdir()
    place.draft.rename(place.library)
    place.keyring.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not place.keyring.exists():
        descriptor = os.open(place.keyring, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(keyring)
            file.flush()
            os.fsync(file.fileno())
    cluster.fill_database(place.home, _DRAFT)

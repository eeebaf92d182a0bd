"""L8, X23: everything in one sealed file, brought back elsewhere, counted; or nothing at all."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from dangjian.config import backup_command, cluster
from dangjian.config.backup import (
    approving,
    keys,
    making,
    manifest,
    restoring,
    sealed,
    standing,
)
from dangjian.config.backup.restoring import Agree, Place
from dangjian.kernel import clock
from dangjian.registry.actions.restoring import make_code
from tests.config.installation import CLEAN, PROJECT, quiet
from tests.district import build
from tests.registry.consented import by

Identity = keys.Identity
FILE = "ab/" + "ab" * 32


@pytest.fixture
def backup(
    committed_db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, Identity]]:
    """The tiny district with a file in its library, backed up, and the key that opens it."""
    district = build()
    for role in ("system_officer", "security_officer"):
        CODES[role] = make_code(
            district.people[role], proof=1, now=clock.now(), by=by(district.people[role])
        )
    monkeypatch.setattr(settings, "LIBRARY_DIR", tmp_path / "library")
    (tmp_path / "library" / FILE).parent.mkdir(parents=True)
    (tmp_path / "library" / FILE).write_bytes(b"words" * 1000)
    keys.make(tmp_path, tmp_path / "key")
    closing = keys.closing(tmp_path)
    assert closing is not None
    making.make(tmp_path / "all.age", closing, now=clock.now())
    yield tmp_path / "all.age", keys.opening(tmp_path / "key")


CODES: dict[str, str] = {}
"""What the officers of the tiny district have on paper."""


def typing(*codes: str) -> Agree:
    """An operator at the command line who types these, and then nothing more."""
    typed = iter(codes)
    return lambda officers: approving.two_of(officers, lambda whose: next(typed, ""))


def both() -> Agree:
    return typing(CODES["system_officer"], CODES["security_officer"])


def place(home: Path) -> Place:
    cluster.ensure_running(home, quiet)
    return Place(home, home / "secrets" / "keyring.json", home / "library")


def names_in(home: Path) -> list[tuple[str, str]]:
    with psycopg.connect(cluster.addresses(home).owner) as there:
        return there.execute("SELECT name, path FROM registry_person ORDER BY id").fetchall()


def test_everything_is_brought_back_into_an_empty_place_and_is_the_same(
    backup: tuple[Path, Identity], home: Path
) -> None:
    """L8, X23: people, files, keys; every table was counted; the file itself tells nothing."""
    file, key = backup
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, path FROM registry_person ORDER BY id")
        people = cursor.fetchall()
    told, agreed = restoring.restore(file, key, place(home), quiet, both())
    assert [one.role for one in agreed] == ["system_officer", "security_officer"]
    assert people and names_in(home) == people
    assert told.tables["registry_person"].rows == len(people)
    assert (home / "library" / FILE).read_bytes() == b"words" * 1000
    assert (home / "secrets" / "keyring.json").read_bytes() == Path(settings.KEYRING).read_bytes()
    content = file.read_bytes()
    assert not any(name.encode() in content for name, _ in people) and b"registry" not in content
    assert str(key) not in "".join(path.read_text() for path in file.parent.glob("*.recipient"))
    with pytest.raises(cluster.ClusterError, match="已经有一套系统"):
        restoring.restore(file, key, place(home), quiet, both())


def test_one_officer_alone_brings_nothing_back(backup: tuple[Path, Identity], home: Path) -> None:
    """X15: nor the same one twice, nor somebody who guesses; the place is as empty as before."""
    file, key = backup
    mine = CODES["system_officer"]
    for agree in (typing(mine), typing(mine, mine), typing(*["0" * 20] * 20)):
        where = place(home)
        with pytest.raises(cluster.ClusterError, match="恢复码不对"):
            restoring.restore(file, key, where, quiet, agree)
        assert cluster.is_empty(home) and not where.keyring.exists()
    spaced = " ".join(CODES["security_officer"][at : at + 4] for at in range(0, 20, 4))
    _, agreed = restoring.restore(file, key, place(home), quiet, typing("0" * 20, mine, spaced))
    assert [one.name for one in agreed] == ["陆时雨", "沈立秋"]


def test_what_is_cut_off_of_another_key_or_of_tomorrow_brings_back_nothing(
    backup: tuple[Path, Identity], home: Path
) -> None:
    """L8: a sentence each time, and the place stays empty."""
    file, key = backup
    cut = file.with_name("cut.age")
    cut.write_bytes(file.read_bytes()[:-1])
    refused(cut, key, home, "打不开这份备份")
    refused(file, Identity.generate(), home, "打不开这份备份")
    refused(PROJECT / "Makefile", key, home, "打不开这份备份")
    forged = file.with_name("forged.age")
    rewrite(file, key, forged, of_tomorrow)
    refused(forged, key, home, "更新的版本")


@pytest.mark.faults
def test_whatever_is_not_as_it_was_brings_back_nothing(
    backup: tuple[Path, Identity], home: Path
) -> None:
    """L8: half of it, one bit changed, a table that counts otherwise, a file that goes elsewhere or
    is another: refused, and the true one goes in afterwards."""
    file, key = backup
    content = file.read_bytes()
    bad = file.with_name("bad.age")
    middle = len(content) // 2
    for spoilt in (content[:middle], flipped(content, middle)):
        bad.write_bytes(spoilt)
        refused(bad, key, home, "打不开这份备份")
    for number, (change, sentence) in enumerate(FORGERIES):
        forged = file.with_name(f"forged{number}.age")
        rewrite(file, key, forged, change)
        refused(forged, key, home, sentence)
    restoring.restore(file, key, place(home), quiet, both())


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def refused(file: Path, key: Identity, home: Path, sentence: str) -> None:
    where = place(home)
    with pytest.raises(cluster.ClusterError, match=sentence):
        restoring.restore(file, key, where, quiet, both())
    assert cluster.is_empty(home) and not where.keyring.exists() and not where.library.exists()


Member = tuple[str, bytes]


def miscounted(name: str, content: bytes) -> Member:
    if name != manifest.NAME:
        return name, content
    told = manifest.read(content)
    people = told.tables["registry_person"]
    tables = told.tables | {"registry_person": people._replace(rows=people.rows + 1)}
    return name, dataclasses.replace(told, tables=tables).written()


def of_tomorrow(name: str, content: bytes) -> Member:
    if name != manifest.NAME:
        return name, content
    told = manifest.read(content)
    return name, dataclasses.replace(told, steps=(*told.steps, "registry.9999_later")).written()


def led_astray(name: str, content: bytes) -> Member:
    return (manifest.FILES + "../../astray", content) if FILE in name else (name, content)


def exchanged(name: str, content: bytes) -> Member:
    return (name, b"other" * 1000) if FILE in name else (name, content)


FORGERIES: tuple[tuple[Callable[[str, bytes], Member], str], ...] = (
    (miscounted, "1 处和备份时不一样.*registry_person"),
    (led_astray, "不该有的东西"),
    (exchanged, "和备份时不一样"),
)


def rewrite(
    file: Path, key: Identity, target: Path, change: Callable[[str, bytes], Member]
) -> None:
    """Whoever has the closing key, which is no secret, can seal what he likes."""
    with (
        sealed.opened(file, key) as there,
        sealed.written(target, key.to_public()) as tar,
    ):
        while member := there.next():
            held = there.extractfile(member)
            assert held is not None
            name, content = change(member.name, held.read())
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))


def test_a_backup_writes_over_nothing_and_needs_its_folder(
    backup: tuple[Path, Identity], tmp_path: Path
) -> None:
    file, key = backup
    before = file.read_bytes()
    with pytest.raises(cluster.ClusterError, match="不会覆盖"):
        making.make(file, key.to_public(), now=clock.now())
    with pytest.raises(cluster.ClusterError, match="没有找到文件夹"):
        making.make(tmp_path / "nowhere" / "all.age", key.to_public(), now=clock.now())
    assert file.read_bytes() == before and not list(tmp_path.glob(".*.part"))


def test_a_second_key_is_made_only_where_it_is_asked_for(tmp_path: Path) -> None:
    keys.make(tmp_path, tmp_path / "one")
    with pytest.raises(cluster.ClusterError, match="已经有备份钥匙"):
        keys.make(tmp_path, tmp_path / "two")
    with pytest.raises(cluster.ClusterError, match="不会覆盖"):
        keys.make(tmp_path, tmp_path / "one", instead=True)
    keys.make(tmp_path, tmp_path / "two", instead=True)
    assert str(keys.closing(tmp_path)) == str(keys.opening(tmp_path / "two").to_public())
    assert (tmp_path / "two").stat().st_mode & 0o777 == 0o600
    with pytest.raises(cluster.ClusterError, match="没有备份钥匙"):
        keys.opening(PROJECT / "Makefile")


def test_fourteen_nights_are_kept_and_what_was_made_by_hand_stays(tmp_path: Path) -> None:
    """X23: and `dangjian status` says which is the last one."""
    assert "还没有备份" in standing.told(tmp_path)[0]
    keys.make(tmp_path, tmp_path / "key")
    folder = standing.folder(tmp_path)
    folder.mkdir()
    for day in range(1, 20):
        (folder / f"nightly-202611{day:02d}-021000.age").touch()
    (folder / "dangjian-20200101-000000.age").touch()
    backup_command.forget_old(folder)
    kept = sorted(one.name for one in folder.iterdir())
    assert len(kept) == 15 and kept[:2] == [
        "dangjian-20200101-000000.age",
        "nightly-20261106-021000.age",
    ]
    standing.note(folder, "演练通过。", passed=True, at=clock.now())
    said = standing.told(tmp_path)
    assert said[0].startswith("最近一次备份：") and said[1].endswith("演练通过。")


@pytest.mark.faults
def test_the_rehearsal_restores_elsewhere_and_leaves_nothing_behind(home: Path) -> None:
    """X23: the operator's own commands, from an empty machine; about a minute."""
    run(home, "migrate")
    run(home, "backup", "--new-key", str(home.parent / "key"))
    (made,) = standing.folder(home).glob("*.age")
    assert "演练通过" in run(home, "drill")
    assert "演练通过" in run(home, "drill", str(made), "--key", str(home.parent / "key"))
    assert not list(Path("/tmp").glob("dangjian-drill-*"))


def run(home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "dangjian.config.cli", *words],
        env=CLEAN | {"DANGJIAN_HOME": str(home)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

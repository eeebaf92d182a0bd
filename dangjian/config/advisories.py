"""The pinned packages held against a snapshot of advisories the operator brings (ASVS V15.2.1).

Nothing is fetched: a site without a line to the outside is checked too. The snapshot is a folder of
OSV records (one JSON file each), one such file, or the zip that OSV publishes for PyPI.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from dangjian.config.cluster.trouble import ClusterError

OLD = dt.timedelta(days=30)
"""A snapshot whose newest record is older than this is no answer any more."""
_PIN = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)")
_LARGEST = 4 << 20  # bytes of one record
_MOST = 1_000_000  # records of a snapshot

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Hit:
    """A pinned package that an advisory names. fixed: the first version without it, "" if none."""

    package: str
    version: str
    advisory: str
    summary: str
    fixed: str

    @property
    def sentence(self) -> str:
        cure = f"升级到 {self.fixed} 就好" if self.fixed else "公告里没有写修好的版本"
        return f"{self.package} {self.version}：{self.advisory} {self.summary}（{cure}）"


@dataclass(frozen=True)
class Checked:
    """What a snapshot says. newest: of its records; packages, records: how many were compared."""

    packages: int
    records: int
    newest: dt.datetime
    hits: tuple[Hit, ...]

    def old(self, now: dt.datetime) -> bool:
        return now - self.newest > OLD


Pins = Mapping[str, Collection[str]]
"""Canonical name → versions: another Python or system may have another one."""


def pins(text: str) -> Pins:
    """Every pinned line of a requirements file."""
    found: dict[str, list[str]] = {}
    for name, version in _PIN.findall(text):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def check(snapshot: Path, pinned: Pins) -> Checked:
    """Compare every record of the snapshot with the pins.

    ClusterError where it is no snapshot of advisories: nothing is called safe by a wrong file.
    """
    many, newest, hits = 0, dt.datetime.min.replace(tzinfo=dt.UTC), set()
    for record in _records(snapshot):
        try:
            newest = max(newest, _moment(record["modified"]))
            hits |= set(_hits(record, pinned))
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise ClusterError(f"{snapshot} 里有一条不是 OSV 格式的漏洞公告，没有核对。") from wrong
        many += 1
    if not many:
        raise ClusterError(f"{snapshot} 里没有漏洞公告。要 OSV 格式的文件夹或者 all.zip。")
    ordered = sorted(hits, key=lambda hit: (hit.package, hit.advisory))
    return Checked(len(pinned), many, newest, tuple(ordered))


def _hits(record: Record, pinned: Pins) -> Iterator[Hit]:
    if record.get("withdrawn"):
        return
    for affected in record.get("affected", ()):
        package = affected.get("package", {})
        name = canonicalize_name(package.get("name", ""))
        ranges = affected.get("ranges", ())
        for version in pinned.get(name, ()) if package.get("ecosystem") == "PyPI" else ():
            if version in affected.get("versions", ()) or _within(version, ranges):
                known = (record["id"], *record.get("aliases", ()))
                told = next((one for one in known if one.startswith("CVE-")), known[0])
                fixed = _fixed(version, ranges)
                yield Hit(name, version, told, _line(record.get("summary", "")), fixed)


def _within(version: str, ranges: Iterable[Record]) -> bool:
    """Whether a range says so: introduced at or before it, and not fixed since."""
    of_versions = (one["events"] for one in ranges if one["type"] == "ECOSYSTEM")
    return any(_in(_version(version), events) for events in of_versions)


def _in(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    inside = False
    for at, kind in sorted((_version(at), kind) for one in events for kind, at in one.items()):
        if kind == "introduced" and at <= version:
            inside = True
        elif (kind == "fixed" and at <= version) or (kind == "last_affected" and at < version):
            inside = False
    return inside


def _fixed(version: str, ranges: Iterable[Record]) -> str:
    """The first version after this one that is fixed."""
    later = (one["fixed"] for r in ranges for one in r.get("events", ()) if "fixed" in one)
    found = [at for at in later if _is_version(at) and _version(at) > _version(version)]
    return min(found, key=_version, default="")


def _version(text: str) -> Version:
    return Version(text)


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False  # a commit
    return True


def _line(text: str) -> str:
    return " ".join(text.split())[:160]


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _records(snapshot: Path) -> Iterator[Record]:
    """Every record, one at a time."""
    if snapshot.is_dir():
        files = sorted(snapshot.rglob("*.json"))[:_MOST]
        yield from (_record(path.read_bytes(), path.name) for path in files)
    elif zipfile.is_zipfile(snapshot):
        with zipfile.ZipFile(snapshot) as packed:
            names = [one for one in packed.infolist() if one.filename.endswith(".json")]
            for one in names[:_MOST]:
                if one.file_size > _LARGEST:
                    raise ClusterError(f"{one.filename} 太大了，不是一条漏洞公告。")
                yield _record(packed.read(one), one.filename)
    elif snapshot.is_file():
        yield _record(snapshot.read_bytes(), snapshot.name)
    else:
        raise ClusterError(f"没有找到漏洞公告的快照“{snapshot}”，请核对路径。")


def _record(content: bytes, name: str) -> Record:
    try:
        told = json.loads(content)
    except ValueError as wrong:
        raise ClusterError(f"{name} 打不开，不是 JSON。没有核对。") from wrong
    if not isinstance(told, dict):
        raise ClusterError(f"{name} 不是 OSV 格式的漏洞公告。没有核对。")
    return told

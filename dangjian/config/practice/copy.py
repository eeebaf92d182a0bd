"""Making the practice copy: built once into a template, then copied in a tenth of a second."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.kernel import clock

Say = Callable[[str], object]

_LABEL = "dangjian practice"


def prepare(say: Say, *, fresh: bool = False) -> None:
    """Have the practice copy ready; fresh: as it was on the first day.

    Built again when this release brings other tables or another demo, once a month (its people age
    with the calendar), and when its keys are gone. ClusterError where it cannot be made.
    """
    check()
    with _alone(), _plainly():
        if cluster.label_of(_home(), _template()) != _state():
            _build(say)
        elif fresh or cluster.label_of(_home(), _name()) is None:
            _copy()


def restore() -> None:
    """Make the practice copy as it was on the first day. Whoever is at work in it is cut off."""
    check()
    with _alone(), _plainly():
        connections.close_all()
        _copy()


def check() -> None:
    """ClusterError unless these are the settings of the practice copy and the database is ours."""
    with _plainly():
        label = cluster.label_of(_home(), _name()) if settings.PRACTICE else ""
    if label is not None and not label.startswith(_LABEL):
        raise cluster.ClusterError(
            f"数据库 {_name()} 不是练习区，里面可能有真实的人，没有打开，也没有改动。"
        )


def announce(port: int) -> None:
    """Note down for the real site where this process serves the practice copy."""
    _note().write_text(json.dumps({"port": port, "pid": os.getpid()}))


def port() -> int | None:
    """Where the practice copy is being served on this machine; None where it is not."""
    try:
        told = json.loads(_note().read_text())
        words = psutil.Process(told["pid"]).cmdline()
    except (FileNotFoundError, ValueError, psutil.Error):
        return None
    return int(told["port"]) if "dangjian.config.serve" in words else None


def _build(say: Say) -> None:
    from demo import build

    say("建立练习区（只在第一次，约半分钟）……")
    for name in (_name(), _template()):
        cluster.drop_database(_home(), name)
    cluster.create_database(_home(), _name())
    cluster.label_database(_home(), _name(), _LABEL)
    install(lambda _: None)
    build.build("small", say=lambda _: None)
    connections.close_all()
    cluster.copy_database(_home(), _name(), _template())
    cluster.label_database(_home(), _template(), _state())


def _copy() -> None:
    draft = f"{_name()}_draft"
    cluster.drop_database(_home(), draft)
    cluster.copy_database(_home(), _template(), draft)
    cluster.label_database(_home(), draft, _LABEL)
    cluster.replace_database(_home(), draft, _name())


def _state() -> str:
    """What the template was made of: tables, demo, keys, month."""
    digest = hashlib.sha256(Path(settings.KEYRING).read_bytes())
    digest.update(repr(sorted(MigrationLoader(None).graph.leaf_nodes())).encode())
    for source in sorted((settings.PROJECT / "demo").glob("*.*")):
        digest.update(source.read_bytes())
    return f"{_LABEL} {clock.today():%Y-%m} {digest.hexdigest()[:12]}"


def _name() -> str:
    return str(connections["owner"].settings_dict["NAME"])


def _template() -> str:
    return f"{_name()}_template"


def _home() -> Path:
    return Path(settings.HOME)


def _note() -> Path:
    return _home() / "practice" / "served.json"


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes the copy."""
    folder = _home() / "practice"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as refused:
        raise cluster.ClusterError(
            "数据库的所有者用户没有建库的权限（CREATEDB），建不了练习区。请管理员授权后再试。"
        ) from refused

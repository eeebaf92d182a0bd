"""What can be said of backups without a database: the last one, and how the rehearsal went."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from dangjian.config.backup import keys

_REHEARSED = "rehearsed.json"


@dataclass(frozen=True)
class Rehearsal:
    """The last rehearsal: when, what was said of it, whether everything came back."""

    at: dt.datetime
    said: str
    passed: bool


def folder(home: Path) -> Path:
    """Where backups are, unless the operator names another place."""
    return home / "backups"


def latest(home: Path) -> dt.datetime | None:
    """When the newest backup there was made."""
    made = [one.stat().st_mtime for one in folder(home).glob("*.age")]
    return dt.datetime.fromtimestamp(max(made), dt.UTC) if made else None


def rehearsed(home: Path) -> Rehearsal | None:
    """The last rehearsal, if there was one."""
    last = folder(home) / _REHEARSED
    if not last.exists():
        return None
    noted = json.loads(last.read_text())
    # Notes of the first editions do not say whether it passed.
    return Rehearsal(
        dt.datetime.fromisoformat(noted["at"]), noted["said"], noted.get("passed", False)
    )


def told(home: Path) -> list[str]:
    """The sentences of `dangjian status`."""
    if keys.closing(home) is None:
        return ["还没有备份：请运行 dangjian backup --new-key 钥匙文件，以后每夜自动备份。"]
    made = sorted(folder(home).glob("*.age"), key=lambda one: one.stat().st_mtime)
    said = [f"最近一次备份：{made[-1].name}。" if made else "还没有做过备份。"]
    last = rehearsed(home)
    if last is not None:
        said.append(f"最近一次演练（{last.at.isoformat(timespec='minutes')}）：{last.said}")
    return said


def note(place: Path, said: str, *, passed: bool, at: dt.datetime) -> None:
    """Keep how a rehearsal went."""
    draft = place / f".{_REHEARSED}"
    noted = {"at": at.isoformat(timespec="minutes"), "said": said, "passed": passed}
    draft.write_text(json.dumps(noted, ensure_ascii=False))
    draft.replace(place / _REHEARSED)

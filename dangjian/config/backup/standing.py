"""What can be said of backups without a database: the last one, and how the rehearsal went."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from dangjian.config.backup import keys

_REHEARSED = "rehearsed.json"


def folder(home: Path) -> Path:
    """Where backups are, unless the operator names another place."""
    return home / "backups"


def told(home: Path) -> list[str]:
    """The sentences of `dangjian status`."""
    if keys.closing(home) is None:
        return ["还没有备份：请运行 dangjian backup --new-key 钥匙文件，以后每夜自动备份。"]
    made = sorted(folder(home).glob("*.age"), key=lambda one: one.stat().st_mtime)
    said = [f"最近一次备份：{made[-1].name}。" if made else "还没有做过备份。"]
    last = folder(home) / _REHEARSED
    if last.exists():
        noted: dict[str, Any] = json.loads(last.read_text())
        said.append(f"最近一次演练（{noted['at']}）：{noted['said']}")
    return said


def note(place: Path, said: str, *, at: dt.datetime) -> None:
    """Keep how a rehearsal went."""
    draft = place / f".{_REHEARSED}"
    draft.write_text(
        json.dumps({"at": at.isoformat(timespec="minutes"), "said": said}, ensure_ascii=False)
    )
    draft.replace(place / _REHEARSED)

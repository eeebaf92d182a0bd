"""The first page of a backup: what is in it, and what it must come out at."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from dangjian.config.backup.sums import Sum
from dangjian.config.cluster.trouble import ClusterError

NAME, KEYRING, DATABASE, FILES = "manifest.json", "keyring.json", "database/", "library/"
"""Names within the tar, in this order; of the database and the files they are folders."""
_FORM = 1


@dataclass(frozen=True)
class Manifest:
    """made_at: ISO 8601. postgres: major version. steps: migrations as app.name. tables: what each
    held; sequences: where its numbering stood. files: SHA-256 by the path within the library.
    head: the newest signed head of the evidence log, "" on an empty one.
    """

    made_at: str
    postgres: int
    steps: tuple[str, ...]
    tables: dict[str, Sum]
    sequences: dict[str, int]
    files: dict[str, str]
    head: str

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())

    def written(self) -> bytes:
        return json.dumps({"form": _FORM} | asdict(self), ensure_ascii=False).encode()


def read(content: bytes) -> Manifest:
    """ClusterError where it is not a manifest, or of a form that is newer than this platform."""
    try:
        told: dict[str, Any] = json.loads(content)
        if told.pop("form") > _FORM:
            raise ClusterError("这份备份是更新的版本做的，请先把平台升级到那个版本再恢复。")
        told["tables"] = {name: Sum(*one) for name, one in told["tables"].items()}
        return Manifest(**told | {"steps": tuple(told["steps"])})
    except (ValueError, KeyError, TypeError, AttributeError) as other:
        raise ClusterError("这个文件打开了，但里面不是党建平台的备份。") from other

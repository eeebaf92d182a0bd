"""Two officers stand behind a restore with their printed codes, since no website runs (X15).

What it holds against: one person who has the backup and its key and uses this command alone; and
afterwards the log says who agreed. What it does not: whoever has both may read and load the backup
with tools of his own, as docs/operate.md says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dangjian.config.backup.restoring import Officer
from dangjian.config.cluster.trouble import ClusterError

TRIES = 5
"""So many wrong codes, and the restore is given up; everything is as empty as before."""


def two_of(officers: Sequence[Officer], ask: Callable[[str], str]) -> list[Officer]:
    """The two officers of different office whose codes were typed. ask: gets whose turn it is.

    ClusterError after TRIES wrong codes.
    """
    from dangjian.registry.models.restoring import fits

    agreed: list[Officer] = []
    for _ in range(TRIES + 2):
        typed = ask("第一位" if not agreed else "第二位")
        offices = {one.role for one in agreed}
        left = [one for one in officers if one.role not in offices]
        found = next((one for one in left if fits(one.salt, one.digest, typed)), None)
        if found is not None:
            agreed.append(found)
        if len(agreed) == 2:
            return agreed
    raise ClusterError("恢复码不对，没有恢复。要两种不同的管理员各输自己打印的那一个。")


def called(officers: Sequence[Officer]) -> str:
    """Whose codes the backup knows."""
    from dangjian.registry.models import Role

    return "、".join(f"{one.name}（{Role(one.role).label}）" for one in officers)

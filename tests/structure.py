"""`make structure`: the stored tables of an empty database, written anew from every migration."""

from __future__ import annotations

import django

from tests import environment


def write() -> None:
    django.setup()
    from dangjian.config import structure

    structure.STORED.write_text(structure.draw())
    print(f"{structure.STORED.relative_to(environment.PROJECT)} 已按全部迁移重新写好。")


if __name__ == "__main__":
    write()

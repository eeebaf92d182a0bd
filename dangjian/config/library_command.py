"""`dangjian import library FOLDER`, `dangjian search QUERY` and `--rebuild`, typed (I3, I5).

Exit status of the import: 0 all in, 1 some files not taken (each with a sentence), 2 no folder.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import click

from dangjian.library.actions import File, Told

MOST_FILES, MOST_BYTES = 20_000, 4 * 2**20
_VERDICTS = {"new": "新放入", "changed": "更新", "same": "没有变化", "refused": "没有放进去"}


def bring_in_library(folder: Path, out: Path | None, *, for_review: bool = False) -> int:
    """Bring the Markdown files of a folder in; the exit status. for_review: as in the action."""
    from dangjian.kernel import clock
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.library.actions import bring_in
    from dangjian.search import actions as search

    if not folder.is_dir():
        raise click.UsageError(f"没有找到文件夹“{folder}”，请核对路径。")
    files = read_folder(folder)
    if not files:
        raise click.UsageError(f"文件夹“{folder}”里没有 .md 文件。")
    told = bring_in(files, for_review=for_review, now=clock.now(), by=SYSTEM)
    _read_files()
    search.learn()
    if out is not None:
        rows = [
            {"file": t.name, "id": t.id, "verdict": t.verdict, "message": t.sentence} for t in told
        ]
        out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if for_review:
        click.echo("先只给登录的人看；要让所有人看，请在图书馆的管理页面上逐篇送审，签完就公开。")
    return _say(told)


def _read_files() -> None:
    """Read the words of files at once: where no worker runs, nobody else would."""
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.library.actions import attachments
    from dangjian.library.models import Attachment, State

    waiting = list(Attachment.objects.filter(state=State.WAITING).values_list("pk", flat=True))
    if waiting:
        with click.progressbar(waiting, label="读附件的文字") as bar:
            for pk in bar:
                attachments.read_words(pk, by=SYSTEM)


def read_folder(folder: Path) -> list[File]:
    """The Markdown files of a folder and those below it, by name; links are not followed out."""
    found = []
    for place, _, names in os.walk(folder):
        found += [
            Path(place) / name for name in names if name.lower().endswith((".md", ".markdown"))
        ]
    if len(found) > MOST_FILES:
        raise click.UsageError(f"文件夹里有 {len(found):,} 个文件，一次最多 {MOST_FILES:,} 个。")
    return [_read(path, folder) for path in sorted(found)]


def _read(path: Path, folder: Path) -> File:
    name = path.relative_to(folder).as_posix()
    if path.is_symlink() or not path.is_file():
        return File(name, "", "这是一个指向别处的链接，不是文件。")
    if path.stat().st_size > MOST_BYTES:
        return File(name, "", "文件超过 4 MB，请按章分成几篇。")
    try:
        return File(name, path.read_text(encoding="utf-8-sig"), folder=path.parent)
    except UnicodeDecodeError:
        return File(name, "", "文件不是 UTF-8 编码，请另存为 UTF-8 再放进来。")
    except OSError:
        return File(name, "", "文件读不出来，请核对权限。")


def _say(told: list[Told]) -> int:
    for one in told:
        if one.sentence:
            click.echo(f"{one.name}：{_VERDICTS[one.verdict]}。{one.sentence}", err=True)
    counts = Counter(one.verdict for one in told)
    said = "，".join(
        f"{words} {counts[key]:,} 篇" for key, words in _VERDICTS.items() if counts[key]
    )
    click.echo(f"{len(told):,} 个文件：{said}。")
    return 1 if counts["refused"] else 0


def search(query: str, *, as_json: bool, limit: int) -> int:
    """Print what anybody may find; as JSON a list of id, title and score."""
    from dangjian.desk import rooms
    from dangjian.search.queries import find

    found = find(query, viewer=None)
    hits = found.hits(0, limit)
    pages = rooms.found_pages(hits)
    rows = [
        {"id": pages[hit.noun][1], "title": hit.name, "score": hit.score}
        for hit in hits
        if hit.noun in pages
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return 0
    if found.instead:
        click.echo(f"按“{found.instead}”找的。", err=True)
    for row in rows:
        click.echo(f"{row['score']:8.3f}  {row['title']}（{row['id']}）")
    if not rows:
        click.echo("没有找到。换一种说法，或者少写几个词。", err=True)
    return 0


def rebuild_index() -> int:
    """Write the index anew from the rooms' own rows, and say how far it is."""
    from dangjian.desk import rooms
    from dangjian.kernel import clock
    from dangjian.search import actions as search
    from dangjian.search.models import Kind

    if broken_off := search.under_way():
        click.echo(f"接着上次没有做完的：{'、'.join(kind.label for kind in broken_off)}。")
    so_far: Counter[Kind] = Counter()

    def told(kind: Kind, written: int) -> None:
        so_far[kind] += written
        click.echo(f"{kind.label}：{so_far[kind]:,} 条", err=True)

    counts = rooms.rebuild(clock.today(), told)
    search.learn()
    said = "，".join(f"{kind.label} {count:,} 条" for kind, count in counts.items() if count)
    click.echo(f"索引重新建好了：{said or '没有可以查找的内容'}。")
    return 0

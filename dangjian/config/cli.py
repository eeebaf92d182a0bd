"""`dangjian`: the operators' command. Django is loaded only inside the commands that need it."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from dangjian.config import starting
from dangjian.config.advisories_cli import advisories
from dangjian.config.backup_cli import backup, drill, restore
from dangjian.config.evidence_cli import evidence
from dangjian.config.keys_cli import keys
from dangjian.config.plainly import plainly, say, stop_here
from dangjian.config.typed import Day, OneOf, Whole
from dangjian.config.witness_cli import witness

SIZES = ("small", "full", "none")
UNITS = ("working", "natural")
TABLES = ("organizations", "roster", "letters", "library")
OFFICES = ("security_officer", "office", "system_officer", "auditor")
# Commands of Django that look at or change tables as their owner.
_OF_THE_OWNER = {"flush", "migrate", "showmigrations", "sqlflush", "sqlmigrate", "sqlsequencereset"}


_PORT = click.option("--port", type=Whole(1, 65535), default=8000, help="端口，默认 8000。")


@click.group()
def commands() -> None:
    """党建平台的运维命令。数据放在 DANGJIAN_HOME（默认 .data）。"""


@commands.command()
def up() -> None:
    """启动数据库（已在运行则什么也不做）。"""
    from dangjian.config import cluster

    cluster.ensure_running(cluster.home(), say)
    click.echo("数据库正在运行。")


@commands.command()
def down() -> None:
    """停止数据库。"""
    from dangjian.config import cluster

    stopped = cluster.stop(cluster.home(), say)
    click.echo("数据库已停止。" if stopped else "数据库本来就没有运行。")


@commands.command()
def status() -> None:
    """查看数据库是否在运行；没有运行时退出码为 1。"""
    from dangjian.config import cluster

    now = cluster.status(cluster.home())
    where = "外部服务器，见 DATABASE_URL" if now.external else f"进程 {now.pid}，数据在 {now.data}"
    click.echo(f"数据库正在运行（{where}）。" if now.running else "数据库没有运行。")
    from dangjian.config.backup import standing

    for sentence in standing.told(cluster.home()):
        click.echo(sentence)
    if now.running:
        _say_how_witnesses_stand()
    sys.exit(0 if now.running else 1)


@commands.command()
def migrate() -> None:
    """把数据库结构更新到当前版本。"""
    starting.start()
    starting.install(say)
    click.echo("数据库结构已是最新。")


@commands.command()
def tidy() -> None:
    """清理过期的登录、用过的表单号和旧的限速记录（可每天定时运行一次）。"""
    starting.start()
    from dangjian.config import install

    click.echo(f"清理了 {install.tidy()} 条。")


@commands.command()
@_PORT
def serve(port: int) -> None:
    """启动网站（前台运行，Ctrl-C 停止；数据库不受影响）。"""
    from dangjian.config import serve as web

    _check_port(port)
    starting.start_current()
    starting.check_keyring()
    _static_files()
    click.echo(f"网站地址：http://{web.ADDRESS}:{port}/（按 Ctrl-C 停止网站）")
    starting.close_connections()
    web.become(port)


@commands.command()
def worker() -> None:
    """单独启动后台程序（前台运行；run 和 serve 已经自带一个，另一台服务器上才需要）。"""
    starting.start_current()
    starting.check_keyring()
    starting.close_connections()
    click.echo("后台程序已启动（按 Ctrl-C 停止）。")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-P", "-m", "dangjian.config.worker"])  # noqa: S606


@commands.command()
@_PORT
@click.option("--size", type=OneOf(SIZES), default="small", help="演示区的大小，默认 small。")
def run(port: int, size: str) -> None:
    """启动数据库和网站；第一次运行时建立演示区。"""
    from dangjian.config import serve as web

    _check_port(port)
    starting.start()
    starting.install(say)
    _static_files()
    _demo(size)
    click.echo(f"网站地址：http://{web.ADDRESS}:{port}/（按 Ctrl-C 停止网站，数据会保留）")
    click.echo("想让新来的干事练手：另开一个窗口运行 make practice。")
    starting.close_connections()
    web.become(port)


@commands.command()
@click.option("--port", type=Whole(1, 65535), default=8001, help="端口，默认 8001。")
@click.option("--reset", is_flag=True, help="先恢复成和第一天一样。")
def practice(port: int, reset: bool) -> None:
    """启动练习区：另一个数据库，里面的人都是编的，随便改。"""
    from dangjian.config import cluster
    from dangjian.config import serve as web

    home = cluster.home()
    os.environ["DANGJIAN_PRACTICE"] = "1"
    os.environ["DANGJIAN_KEYRING"] = str(home / "practice" / "secrets" / "keyring.json")
    starting.start()
    from dangjian.config.practice import copy

    copy.prepare(say, fresh=reset)
    if reset and copy.port():
        click.echo("练习区已经恢复成新的。")
        return
    _check_port(port)
    starting.check_keyring()
    _static_files()
    _print_sign_ins()
    click.echo(f"练习区地址：http://{web.ADDRESS}:{port}/practice/（按 Ctrl-C 停止）")
    copy.announce(port)
    starting.close_connections()
    web.become(port)


@commands.command()
@click.option("--from", "start", type=Day(), required=True, help="起算事件发生的日期。")
@click.option("--days", type=Whole(1, 999_999_999), help="期限的天数。")
@click.option("--months", type=Whole(1, 999_999_999), help="期限的月数。")
@click.option("--unit", type=OneOf(UNITS), help="working 工作日，natural 自然日。")
def term(start: dt.date, days: Any, months: Any, unit: Any) -> None:
    """计算期限的最后一天。"""
    if (days is None) == (months is None):
        raise click.UsageError("请在 --days 和 --months 中选一个。")
    if days is not None and unit is None:
        raise click.UsageError("用 --days 时要写明 --unit working（工作日）或 natural（自然日）。")
    if months is not None and unit is not None:
        raise click.UsageError("--months 按月计算，不要再写 --unit。")
    starting.start()
    from dangjian.kernel import terms

    last = terms.last_day(start, days or months, unit or "months", _calendar())
    years = "、".join(str(year) for year in last.missing_years)
    note = f" 暂算（缺 {years} 年放假通知）" if last.provisional else ""
    click.echo(f"{last.day.isoformat()}{note}")


@commands.command()
@click.option("--name", required=True, help="姓名。")
@click.option("--id-number", required=True, help="公民身份号码。")
@click.option("--office", type=OneOf(OFFICES), required=True, help="任什么职。")
@click.option("--joined", type=Day(), required=True, help="加入党组织日期。")
@click.option("--full", type=Day(), required=True, help="转为正式党员日期。")
@click.option("--district", default="", help="区委全称（第一次用时填）。")
@click.option("--short", default="", help="区委简称（第一次用时填）。")
@click.option("--founded", type=Day(), default="1949-10-01", help="区委成立日期。")
def officer(
    name: str,
    id_number: str,
    office: str,
    joined: dt.date,
    full: dt.date,
    district: str,
    short: str,
    founded: dt.date,
) -> None:
    """新装的系统里任命第一位管理人员，或者给丢了手机的管理人员重新发启用码。"""
    starting.start()
    starting.install(say)
    from dangjian.config import founding

    founder = founding.Founder(name, id_number, joined, full, office)
    with founding.as_owner():
        code = founding.appoint(founder, district, short, founded)
    groups = " ".join(code[i : i + 4] for i in range(0, 12, 4))
    click.echo(f"启用码：{groups}（七天内有效，只显示这一次）。请本人在网站的“启用账号”页使用。")


@commands.command("import")
@click.argument("kind", type=OneOf(TABLES))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只核对，不保存。")
@click.option("--as-of", type=Day(), help="统计截止日期，默认今天。")
@click.option("--json", "out", type=click.Path(path_type=Path), help="把每一行的结论写到这个文件。")
@click.option("--for-review", is_flag=True, help="图书馆的文章先只给登录的人看，签完才公开。")
def bring_in(
    kind: str,
    file: Path,
    dry_run: bool,
    as_of: dt.date | None,
    out: Path | None,
    for_review: bool,
) -> None:
    """导入党组织表（organizations）、花名册（roster）、来信（letters）或图书馆的文章（library）。

    library 后面写一个文件夹：里面是带说明（编号、标题、类别、日期、单位）的 Markdown 文件。
    """
    starting.start()
    if starting.pending():
        starting.install(say)
    if kind == "library":
        from dangjian.config import library_command

        if dry_run or as_of:
            raise click.UsageError("导入图书馆的文章没有 --dry-run 和 --as-of。")
        sys.exit(library_command.bring_in_library(file, out, for_review=for_review))
    if for_review:
        raise click.UsageError("--for-review 只用于图书馆的文章（library）。")
    if kind == "letters":
        from dangjian.config import letters_command

        if dry_run or as_of:
            raise click.UsageError("导入来信没有 --dry-run 和 --as-of。")
        sys.exit(letters_command.bring_in_letters(file, out))
    from dangjian.config import import_command

    sys.exit(import_command.bring_in(kind, file, dry_run=dry_run, as_of=as_of, out=out))


@commands.command()
def codes() -> None:
    """演示账号和此刻的动态口令（每 30 秒换一次）。"""
    starting.start()
    from django.db import ProgrammingError

    try:
        told = _print_sign_ins()
    except ProgrammingError:  # no tables yet: nothing was ever started here
        told = False
    if not told:
        stop_here("这里没有演示区，也就没有演示账号。", 1)


@commands.command()
@click.argument("query", required=False, default="")
@click.option("--rebuild", is_flag=True, help="重新建立索引；查找照常能用，中断了会接着做。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：编号、标题、得分。")
@click.option("--limit", type=Whole(1, 200), default=20, help="最多几条，默认 20。")
def search(query: str, rebuild: bool, as_json: bool, limit: int) -> None:
    """查找公开的内容：网站文章、公示、图书馆、来信答复、热点讨论。"""
    if rebuild == bool(query.strip()):
        raise click.UsageError("写要找的内容，或者写 --rebuild 重新建立索引，两样写一样。")
    starting.start()
    if starting.pending():
        starting.install(say)
    from dangjian.config import library_command

    if rebuild:
        sys.exit(library_command.rebuild_index())
    sys.exit(library_command.search(query, as_json=as_json, limit=limit))


for _keeping in (advisories, backup, restore, drill, evidence, witness, keys):
    commands.add_command(_keeping)


@commands.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """转交给 Django 的管理命令。"""
    starting.start()
    from django.core.management import execute_from_command_line

    given = list(arguments)
    if given and given[0] in _OF_THE_OWNER and not any("--database" in word for word in given):
        given.append("--database=owner")
    execute_from_command_line(["dangjian manage", *given])
    if given == ["migrate", "--database=owner"]:
        starting.install(say)


def main() -> NoReturn:
    """Run one command; whatever goes wrong is said in one Chinese sentence.

    Exit status: 0 done, 1 it could not be done, 2 what was typed is not understood.
    """
    with plainly():
        outcome = commands.main(prog_name="dangjian", standalone_mode=False)
        sys.exit(outcome if isinstance(outcome, int) else 0)


def _say_how_witnesses_stand() -> None:
    """A sentence where nobody confirmed the evidence for a day; none on tables not made yet."""
    starting.set_up()
    from django.db import DatabaseError

    from dangjian.kernel import clock
    from dangjian.kernel.proofs import witnesses

    try:
        said = witnesses.standing(clock.now())
    except DatabaseError:
        return  # of an older release or none: `migrate` says so
    if said:
        click.echo(said)


def _check_port(port: int) -> None:
    from dangjian.config import serve as web

    sentence = web.trouble_with(port)
    if sentence:
        stop_here(sentence)


def _static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _demo(size: str) -> None:
    """The demo district, where the register is still empty; and who can sign in to it."""
    if size == "none":
        return
    from dangjian.registry.models import Organization
    from demo import build

    if not Organization.objects.exists():
        say("④ 建立演示区（只在第一次）……")
        build.build(size=size, say=say)
    _print_sign_ins()


def _print_sign_ins() -> bool:
    """Print who can sign in to the demo; False where there is none."""
    from demo import build

    lines = build.sign_ins()
    for line in lines:
        click.echo(line)
    return bool(lines)


def _calendar() -> Any:
    """The holiday notices in the database, which is brought up to date where it never was."""
    from django.db import ProgrammingError

    from dangjian.kernel import calendar

    try:
        return calendar.load()
    except ProgrammingError:
        starting.install(say)
        return calendar.load()


if __name__ == "__main__":
    main()

"""What an operator is told: progress, and whatever went wrong, in a sentence."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click


@contextmanager
def plainly() -> Iterator[None]:
    """Whatever goes wrong within it is said in one Chinese sentence, and ends the command."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        stop_here(_usage(error), 2)
    except (click.Abort, KeyboardInterrupt):
        stop_here("已中断。", 130)
    except Exception as error:
        sentence, code = _sentence(error)
        if sentence is None:
            raise
        stop_here(sentence, code)


def _usage(error: click.UsageError) -> str:
    """Click's complaints, in Chinese."""
    if isinstance(error, click.MissingParameter) and error.param:
        return f"缺少 {error.param.opts[0]}。"
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项。运行 dangjian --help 查看用法。"
    if isinstance(error, click.BadParameter):
        return error.message
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} 后面要写一个值。"
    if re.search(r"[一-鿿]", error.message):
        return error.message
    return "看不懂这条命令，请运行 dangjian --help 查看用法。"


def _sentence(error: Exception) -> tuple[str | None, int]:
    """What to say about a failure and the exit status; no sentence where it is a defect of ours."""
    from dangjian.config.cluster import ClusterError

    if isinstance(error, ClusterError):
        return str(error), 1
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "磁盘已满，没有做完。请腾出空间后重试，保存过的内容还在。", 1
    if "django" in sys.modules:
        from django.db import OperationalError

        from dangjian.kernel.refusal import Refused

        if isinstance(error, Refused):
            return error.sentence, 2
        if isinstance(error, OperationalError):
            return f"数据库没有应答：{str(error).splitlines()[0]}", 1
    return None, 1


def say(sentence: str) -> None:
    """Progress goes beside the result, so that the result can be read by a script."""
    click.echo(sentence, err=True)


def stop_here(sentence: str, code: int = 1) -> NoReturn:
    """Say why nothing was done, and end the command with that status."""
    click.echo(sentence, err=True)
    sys.exit(code)

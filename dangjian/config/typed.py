"""What operators type behind an option: a whole number, a day, one of a few words."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import click


class Whole(click.ParamType):
    """A whole number between two others."""

    name = "数字"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        text = str(value)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not self.low <= int(text) <= self.high:
            span = f"{self.low} 到 {self.high}"
            self.fail(f"{param.opts[0]} 要填 {span} 之间的整数，现在是“{text}”。")
        return int(text)


class Day(click.ParamType):
    """A day of the calendar, as 2026-11-23."""

    name = "日期"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:
        if isinstance(value, dt.date):
            return value
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            self.fail(f"日期请写成 2026-11-23 这样的形式，现在是“{value}”。")
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"没有“{value}”这一天，请核对。")


class OneOf(click.ParamType):
    """One of a few words."""

    name = "选项"

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        if value not in self.words:
            self.fail(f"{param.opts[0]} 只能是 {' 或 '.join(self.words)}，现在是“{value}”。")
        return str(value)

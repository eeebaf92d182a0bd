"""How one line of the operators' log is written."""

from __future__ import annotations

import datetime as dt
import logging
import re
from types import TracebackType

# Whatever a terminal or a reader of logs might take for the end of a line or a command.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    """A record is one line: moment in UTC, level, name, message, with control characters escaped.

    So nobody writes a line of his own into the log by way of an address or a field. The lines of a
    traceback follow, each of them set in.
    """

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        return moment.isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        return _plain(super().formatMessage(record))

    def formatException(self, ei: Failure) -> str:  # noqa: N802
        return "\n".join(f"    {_plain(line)}" for line in super().formatException(ei).split("\n"))


def _plain(text: str) -> str:
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)

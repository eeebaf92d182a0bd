"""The child: reads one workbook under hard limits and writes its rows.

First the limits, then the file. Whatever goes wrong ends in one last message with a reason.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import sys

from .limits import Limits
from .stop import DAMAGED, TOO_LARGE, Stop
from .wire import message

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_ZIP = b"PK"


def main() -> None:
    limits = Limits(*json.loads(sys.argv[1]))
    _confine(limits, int(sys.argv[2]))
    output = sys.stdout.buffer
    try:
        _send(limits)
        last: dict[str, object] = {"end": True}
    except Stop as stop:
        last = {"stop": stop.code, "why": stop.why}
    except MemoryError:
        last = {"stop": TOO_LARGE, "why": "work"}
    except BrokenPipeError:
        os._exit(1)
    except BaseException as error:  # noqa: BLE001 - a parser's panic is no Exception
        last = {"stop": DAMAGED, "why": "", "error": type(error).__name__}
    output.write(message(last))
    output.flush()
    os._exit(0)


def _confine(limits: Limits, parent: int) -> None:
    """No more memory or time than allowed, no file written, no core left, no life of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _send(limits: Limits) -> None:
    from .sheets import Sender

    file = io.FileIO(0, closefd=False)
    sender = Sender(sys.stdout.buffer.write, limits)
    file.seek(0)  # wherever the parent left it
    head = file.read(8)
    file.seek(0)
    if head.startswith(_ZIP):
        from . import xlsx

        xlsx.send(file, sender, limits)
    else:
        from . import compound

        compound.send(file, sender, limits)

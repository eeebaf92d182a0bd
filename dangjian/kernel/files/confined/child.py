"""The child: the limits first, then the program and the file. Started as a script, without us.

Arguments: the program, bytes of memory, seconds of work, the parent's process id, the folders of
libraries as JSON, and what the program asks for. A message is eight hexadecimal digits (its length)
and a JSON object.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main() -> None:
    program, memory, cpu, parent, libraries, *arguments = sys.argv[1:]
    sys.path[:0] = json.loads(libraries)
    _confine(int(memory), int(cpu), int(parent))
    # What libraries print must not stand among the messages.
    pipe = os.dup(1)
    os.dup2(2, 1)
    try:
        for said in _work(program)(sys.stdin.buffer.read(), *arguments):
            _send(pipe, said)
        last: dict[str, Any] = {"end": True}
    except MemoryError:
        last = {"stop": "large"}
    except BrokenPipeError:
        os._exit(1)
    except BaseException as error:  # noqa: BLE001 - whatever a parser does, the parent is told
        last = {"stop": getattr(error, "why", "damaged")}
    _send(pipe, last)
    os._exit(0)


def _confine(memory: int, cpu: int, parent: int) -> None:
    """No more memory or time than allowed, no file written, no core left, no life of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _work(program: str) -> Callable[..., Iterator[dict[str, Any]]]:
    spec = importlib.util.spec_from_file_location("program", program)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    work: Callable[..., Iterator[dict[str, Any]]] = module.work
    return work


def _send(pipe: int, said: dict[str, Any]) -> None:
    data = json.dumps(said).encode()
    data = b"%08x" % len(data) + data
    while data:
        data = data[os.write(pipe, data) :]


if __name__ == "__main__":
    main()

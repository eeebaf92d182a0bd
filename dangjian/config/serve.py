"""The web server: granian, two processes of one thread each, on this machine only.

Run as `python -m dangjian.config.serve PORT` in place of the command that prepared everything, so
that the process that watches over the workers carries no Django.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from typing import Any, NoReturn

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from dangjian.config import cluster, keeper, lifeline

ADDRESS = "127.0.0.1"
_WORKERS = 2
_QUICK = 10.0  # a server that ends sooner has failed to start
_TRIES = 5


def become(port: int) -> NoReturn:
    """Turn this command into the web server; Ctrl-C ends it, and only it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(  # noqa: S606
        sys.executable, [sys.executable, "-P", "-m", "dangjian.config.serve", str(port)]
    )


def trouble_with(port: int, patience: float = 2.0) -> str | None:
    """Why nothing can listen on the port, as a sentence; None where it is free.

    Waits a little for a server that is just ending.
    """
    until = time.monotonic() + patience
    while (error := _refusal(port)) and time.monotonic() < until:
        time.sleep(0.1)
    if isinstance(error, PermissionError):
        return f"当前账号不能使用端口 {port}，请换一个大于 1024 的端口，例如 make run PORT=8001。"
    if error:
        return f"端口 {port} 已被别的程序占用，请换一个端口，例如 make run PORT={_other(port)}。"
    return None


def serve(port: int) -> None:
    """Serve until interrupted; start again when the workers were killed from outside."""
    threading.Thread(target=keeper.keep_database, args=[cluster.home()], daemon=True).start()
    worker = keeper.Worker()
    failures = 0
    while failures < _TRIES:
        began = time.monotonic()
        server = _server(port)
        try:
            server.serve(target_loader=_application, wrap_loader=False)
        except SystemExit:
            if not server.interrupt_signal:
                print("网站的进程意外退出，正在重新启动……", file=sys.stderr, flush=True)
        if server.interrupt_signal:
            worker.stop()
            print("网站已停止。数据库还在运行，需要停止它时请运行 .venv/bin/dangjian down。")
            return
        failures = failures + 1 if time.monotonic() - began < _QUICK else 0
        time.sleep(0.5)
    worker.stop()
    sys.exit("网站一再启动失败，原因见上面的记录。")


def _server(port: int) -> Any:
    return Granian(
        "dangjian.config.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=_WORKERS,
        blocking_threads=1,
        blocking_threads_idle_timeout=600,  # an idle thread takes its database connection along
        respawn_failed_workers=True,
        workers_kill_timeout=10,  # seconds that an answer under way may still take
        websockets=False,
        log_level=LogLevels.warning,
    )


def _application() -> Any:
    """The WSGI application, loaded in each worker.

    Ctrl-C reaches the workers too; only the watching process shall act on it and end them once
    (granian's workers were seen to hang when told twice). While it loads, a worker must not merely
    take note of being ended, as it learnt from its parent.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    lifeline.end_with(os.getppid())
    from dangjian.config.wsgi import application

    return application


def _refusal(port: int) -> OSError | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
            probe.listen(1)
        except OSError as error:
            return error
    return None


def _other(port: int) -> int:
    return 8001 if port != 8001 else 8002


if __name__ == "__main__":
    serve(int(sys.argv[1]))

"""Cold and warm start: from the command to the first answered page."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path


def measure() -> Iterator[dict[str, object]]:
    """Start an installation without demo data twice; then one with the small demo district."""
    for size in ("none", "small"):
        home = Path(tempfile.mkdtemp(prefix="dj-bench-"))
        home.chmod(0o755)
        try:
            cold = _seconds_until_answer(home, size)
            warm = _seconds_until_answer(home, size)
        finally:
            _command(home, "down").wait(60)
            shutil.rmtree(home, ignore_errors=True)
        yield {
            "what": f"start, SIZE={size}",
            "cold_s": round(cold, 2),
            "warm_s": round(warm, 2),
            "warm_to_cold": round(warm / cold, 3),
        }


def _seconds_until_answer(home: Path, size: str) -> float:
    port = _free_port()
    began = time.perf_counter()
    server = _command(home, "run", "--port", str(port), "--size", size)
    try:
        while time.perf_counter() - began < 300:
            if server.poll() is not None:
                raise SystemExit(f"the server ended with {server.returncode}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - began
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise SystemExit("no answer within 300 s")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


def _command(home: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"DANGJIAN_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", "dangjian.config.cli", *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

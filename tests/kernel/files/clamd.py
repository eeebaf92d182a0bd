"""A scanner that speaks clamd's INSTREAM and knows one harmful word; the real one has gigabytes."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HARM = b"HARMFUL-TEST-PIECE"


class _Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
        if b"TOO-LARGE" in data:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            self.wfile.write(b"stream: Test.Harm FOUND\0" if HARM in data else b"stream: OK\0")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The path of its socket."""
    place = str(folder / "clamd.sock")
    with socketserver.ThreadingUnixStreamServer(place, _Scan) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield place
        server.shutdown()

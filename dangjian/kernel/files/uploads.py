"""What people send: capped while it comes in, kept privately, removed afterwards."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from dangjian.kernel.files.workbook.limits import LIMITS

_FORM_TEXT = 2 * 1024 * 1024  # what a form's other fields may take beside the file
_LEFT_BEHIND = 24 * 3600  # seconds after which a file was left by a process that died


class _Incoming(TemporaryUploadedFile):
    """An upload in the private folder, under a name that says nothing of its own."""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None) -> None:
        file = tempfile.NamedTemporaryFile(suffix=".upload", dir=folder())  # noqa: SIM115
        UploadedFile.__init__(self, file, name, content_type, 0, charset)


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Files of one request, into the private folder; refused (413) as soon as they are too many.

    A request that says it is too big is refused before its first byte is kept.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.taken = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - the name is Django's
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > LIMITS.file + _FORM_TEXT:
            raise RequestDataTooBig("an upload beyond the cap")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = _Incoming(self.file_name, self.content_type, self.charset)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > LIMITS.file:
            self.upload_interrupted()  # takes away what was kept so far
            raise RequestDataTooBig("an upload beyond the cap")
        super().receive_data_chunk(raw_data, start)


@dataclass(frozen=True)
class Received:
    """An uploaded file: where it lies, its own name, its SHA-256 (hexadecimal) and its bytes."""

    path: Path
    name: str
    digest: str
    size: int


@contextmanager
def receive(upload: UploadedFile) -> Iterator[Received]:
    """The uploaded file, readable by us alone; gone afterwards, whatever happens."""
    assert isinstance(upload, TemporaryUploadedFile)
    path = Path(upload.temporary_file_path())
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield Received(path, upload.name or "", digest, path.stat().st_size)
    finally:
        upload.close()


def folder() -> Path:
    """The private folder of files that come in, swept of what processes that died left there."""
    place = Path(settings.INCOMING)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in place.iterdir():
        with suppress(FileNotFoundError):  # another upload may end, and take its file, meanwhile
            if path.stat().st_mtime < time.time() - _LEFT_BEHIND:
                path.unlink()
    return place

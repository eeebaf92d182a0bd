"""What happens after a document came in: the words of its file are read, scans page by page."""

from __future__ import annotations

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.files import scanner
from dangjian.kernel.jobs import every, job
from dangjian.library.actions import attachments, uploads
from dangjian.library.models import Reach, Upload


@job(attachments.READ)
def read_file(attachment_id: int) -> bool:
    """Read the words of a file; whether there was one to read. Safe to run again."""
    return attachments.read_words(attachment_id, by=SYSTEM)


def _given_up(failure: Exception | None, upload_id: int) -> None:
    one = Upload.objects.filter(pk=upload_id, state=Reach.WAITING).first()
    if one is not None:
        why = "后台程序读到一半停了好几次" if failure is None else "后台程序读的时候出了故障"
        uploads.give_up(one, f"{why}，没有读完；读出来的还在，可以再读一次。", by=SYSTEM)


@job(uploads.READ, given_up=_given_up)
def read_upload(upload_id: int) -> bool:
    """Read the words of a keeper's file; whether there was one to read. Safe to run again."""
    return uploads.read_upload(upload_id, by=SYSTEM)


@every("*/10 * * * *", "library.scan_again")
def scan_again(timestamp: int) -> int:
    """Files a virus scanner did not answer for; how many were asked for again."""
    return uploads.ask_again() + attachments.ask_again() if scanner.is_there() else 0

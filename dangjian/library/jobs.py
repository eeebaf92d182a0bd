"""What happens after a document came in: the words of its file are read."""

from __future__ import annotations

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.jobs import job
from dangjian.library.actions import attachments


@job(attachments.READ)
def read_file(attachment_id: int) -> bool:
    """Read the words of a file; whether there was one to read. Safe to run again."""
    return attachments.read_words(attachment_id, by=SYSTEM)

"""Files of documents: kept, read for their words, found by them (H6)."""

from __future__ import annotations

from pathlib import Path

from dangjian.kernel import evidence, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files import scanner, taking, words
from dangjian.kernel.refusal import Refused
from dangjian.library import store
from dangjian.library.actions.indexing import let_be_found
from dangjian.library.models import Attachment, Document, State
from dangjian.library.rules import entering, texts

READ = "library.read_file"
_STEP = 5  # of a hundred, between two notes of how far it is


def check_file(path: Path, name: str) -> None:
    """Refused: a file the library does not take, cannot clean, or that is called something else."""
    sort = words.checked(path)
    taking.check_name(name, sort)
    with taking.cleaned(path, sort):
        pass


def attach(document: Document, path: Path, name: str) -> bool:
    """Keep a file with its document and ask for its words; whether it is another than before.

    Within the act that brings the document in. The file was looked at (`check_file`) before; what
    acts by itself is taken out of it.
    """
    with taking.cleaned(path, words.sort_of(path)) as clean:
        digest, size = store.keep(clean.path)
    known = Attachment.objects.filter(document=document).first()
    if known is not None and known.digest == digest:
        return False
    made = known or Attachment(document=document)
    made.name, made.digest, made.size = entering.plain_name(name), digest, size
    made.state, made.note, made.text, made.done = State.WAITING, "", "", 0
    made.save()
    jobs.ask_for(READ, attachment_id=made.pk)
    return True


def read_words(attachment_id: int, *, by: Actor) -> bool:
    """Read the words of a file and let it be found by them; False where that is done already.

    How far it is stands on the row meanwhile. While a virus scanner does not answer it waits; what
    that finds harmful is gone. Words that may not be kept (secrecy marks) are not:
    the note says why, and nothing else of them stays.
    """
    one = Attachment.objects.filter(pk=attachment_id, state=State.WAITING).first()
    if one is None:
        return False
    text, note = "", ""
    try:
        text = _read(one)
        texts.check_file(text)
    except scanner.Unanswered as waits:
        Attachment.objects.filter(pk=one.pk).update(note=waits.sentence)
        return True
    except scanner.Harmful as harmful:
        note = harmful.sentence
        store.drop(one.digest)  # before anything else: no reader gets it, whatever fails now
    except Refused as refusal:
        text, note = "", refusal.sentence
    settle(one, text, note, by=by)
    return True


def _read(one: Attachment) -> str:
    path = store.path_of(one.digest)
    if not path.is_file():
        raise Refused("文件不在了，请重新放进来。")
    scanner.check(path)
    read, told = [], 0
    for part in words.read_words(path, words.sort_of(path)):
        read.append(part.text)
        done = int(part.done * 100)
        if done >= told + _STEP:
            Attachment.objects.filter(pk=one.pk).update(done=min(done, 100))
            told = done
    return "".join(read).replace("\x00", " ")


@evidence.action
def settle(one: Attachment, text: str, note: str, *, by: Actor) -> Attachment:
    """Keep the words that were read, or why there are none."""
    one.text, one.note, one.done = text, note[:200], 100
    one.state = State.READ if text else State.SILENT
    one.save(update_fields=["text", "note", "done", "state"])
    let_be_found([one.document])
    evidence.record(by, "read_file", "document", one.document.uid, state=one.state)
    return one


def ask_again() -> int:
    """Ask for the files that wait and that no job is about to read; how many there were."""
    waiting = Attachment.objects.filter(state=State.WAITING).values_list("pk", flat=True)
    left = [pk for pk in waiting if not jobs.waits(READ, attachment_id=pk)]
    for pk in left:
        jobs.ask_for(READ, attachment_id=pk)
    return len(left)

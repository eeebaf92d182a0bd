"""The witness: whoever keeps, somewhere else, the newest head he saw, and confirms only what
continues it. He needs no database and nothing of the installation he watches.

What he is handed is a request of C2SP tlog-witness (the body of its `add-checkpoint`):

    old 20852
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=      the proof that the new head continues the old
    …

    dangjian-log/1f0a52c7                              the new head, a signed note
    …

What he keeps is a folder of his own:

    witness.json   his name, his secret key (0600), the key of the log he watches
    heads.txt      every head he confirmed at a new size, as notes, one added after the other
    newest.txt     the newest head he confirmed, with his newest confirmation
    refused-*.txt  what he refused: with newest.txt the proof, in the log's own hand, that it forked
"""

from __future__ import annotations

import base64
import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dangjian.kernel.proofs import notes, tree
from dangjian.kernel.proofs.cosigning import WitnessKey
from dangjian.kernel.proofs.notes import ED25519, BadNote, Checkpoint, PublicKey
from dangjian.kernel.refusal import Refused

LARGEST = 64 * 1024
"""Bytes of a request: a proof has at most 64 lines."""
AHEAD = dt.timedelta(minutes=10)
"""How far the clock of the log may run before the witness's."""
_MOST_STEPS = 64


class Unfit(Refused):
    """A head that does not continue the one the witness confirmed before: the log was rewritten."""


@dataclass(frozen=True)
class Request:
    """A new head, and the proof that it continues the one of `old` leaves."""

    old: int
    path: Sequence[bytes]
    note: str

    def text(self) -> str:
        """As it is handed over."""
        steps = (base64.b64encode(step).decode() for step in self.path)
        return "".join(f"{line}\n" for line in (f"old {self.old}", *steps)) + f"\n{self.note}"

    @classmethod
    def parse(cls, text: str) -> Request:
        """BadNote where it is no request."""
        head, blank, note = text.replace("\r\n", "\n").partition("\n\n")
        first, *lines = head.split("\n")
        word, _, old = first.partition(" ")
        path = [notes.decoded(line) for line in lines]
        number = old.isascii() and old.isdigit() and len(old) < 20
        if not blank or word != "old" or not number or len(path) > _MOST_STEPS:
            raise BadNote("不是给见证人的请求。")
        if any(len(step) != 32 for step in path):
            raise BadNote("请求里的证明写得不对。")
        notes.read(note)
        return cls(int(old), path, note)


def judge(last: Checkpoint | None, request: Request, log: PublicKey, now: dt.datetime) -> None:
    """Whether a head may be confirmed after the last one (None: the first is taken on trust).

    Unfit where it does not continue that one. BadNote where the log did not sign it. Refused
    where the proof is for another size, so that nothing can be said yet.
    """
    new = notes.opened(request.note, [log])
    if new.time is not None and new.time > now + AHEAD:
        raise Unfit(f"检查点写的时间是 {new.time:%Y-%m-%d %H:%M}（UTC），比这里的钟还晚。")
    if last is None:
        return
    if new.size < last.size:
        raise Unfit(
            f"上次见到 {last.size:,} 条，这次只有 {new.size:,} 条：后面的被删除了，"
            "或者给的是旧的检查点。"
        )
    if last.time is not None and new.time is not None and new.time < last.time:
        raise Unfit("检查点签的时间比上次见到的还早：它是另外签的。")
    if new.size == last.size:
        if (new.root, new.sm3 or last.sm3) != (last.root, last.sm3 or new.sm3):
            raise Unfit(f"同样是 {last.size:,} 条，内容却和上次见到的不同：记录被改写过。")
        return
    if request.old != last.size:
        raise Refused(
            f"证明是从 {request.old:,} 条算起的，见证人上次见到的是 {last.size:,} 条。"
            "请再取一次（用文件交换的，先让平台取走上次的见证）。"
        )
    if not tree.continues(last.size, new.size, last.root, new.root, request.path):
        raise Unfit(
            f"不是上次见到的 {last.size:,} 条的延续：以前的记录被改写过，或者这份证明被改过。"
        )


@dataclass(frozen=True)
class Witness:
    """One witness's own folder."""

    folder: Path
    key: WitnessKey
    log: PublicKey

    @classmethod
    def create(cls, folder: Path, name: str, log: PublicKey) -> Witness:
        """Make a new witness. Refused where the folder has one already, or the name does not do."""
        witness = cls(folder, WitnessKey(name, os.urandom(32)), log)
        try:
            PublicKey.parse(str(witness.key.public))
        except BadNote:
            raise Refused("见证人的名字里不能有空格和加号，最多 120 个字。") from None
        if log.kind != ED25519:
            raise Refused("这是见证人的公钥，不是证据的公钥。")
        if name == log.name:
            raise Refused("见证人的名字要和它看的记录不一样。")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = {"name": name, "seed": witness.key.seed.hex(), "log": str(log)}
        try:
            descriptor = os.open(
                folder / "witness.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600
            )
        except FileExistsError:
            raise Refused(f"{folder} 里已经有一位见证人了，没有改动它。") from None
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        return witness

    @classmethod
    def load(cls, folder: Path) -> Witness:
        """Refused where the folder has none, or one that cannot be read."""
        try:
            stored = json.loads((folder / "witness.json").read_text("utf-8"))
            key = WitnessKey(stored["name"], bytes.fromhex(stored["seed"]))
            return cls(folder, key, PublicKey.parse(stored["log"]))
        except FileNotFoundError:
            raise Refused(f"{folder} 里没有见证人，先运行 dangjian witness new。") from None
        except (ValueError, KeyError, TypeError) as broken:
            raise Refused(f"{folder} 里的 witness.json 读不懂，请从备份找回。") from broken

    def last(self) -> Checkpoint | None:
        """The head it confirmed last. Refused where its own file was damaged."""
        try:
            return notes.opened((self.folder / "newest.txt").read_text("utf-8"), [self.log])
        except FileNotFoundError:
            if (self.folder / "heads.txt").exists():
                raise Refused(
                    f"{self.folder} 里的 newest.txt 不见了，heads.txt 还在：请把最后一份抄回去。"
                ) from None
            return None
        except (BadNote, UnicodeDecodeError) as bad:
            raise Refused(f"{self.folder} 里的 newest.txt 被改过或者损坏了。") from bad

    def keep(self, text: str, now: dt.datetime) -> str:
        """Look at a request; the head with this witness's confirmation, which is kept first.

        Unfit (what was refused is kept) or Refused where it is not confirmed.
        """
        with self._alone():
            last = self.last()
            try:
                request = Request.parse(text)
                judge(last, request, self.log, now)
            except BadNote as bad:
                raise Refused(bad.sentence) from bad
            except Unfit:
                _write(self.folder / f"refused-{now:%Y%m%dT%H%M%SZ}.txt", text)
                raise
            note = self.key.cosign(request.note, now)
            if last is None or notes.read(note).size > last.size:
                _append(self.folder / "heads.txt", f"{note}\n")
            _write(self.folder / "newest.txt", note)
            return note

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two runs of one witness do not confirm two different heads."""
        with (self.folder / "witness.json").open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield


def notes_in(text: str) -> list[str]:
    """The notes of a file that may hold many, one added after the other: cut after signatures."""
    found: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        signature = line.startswith("— ")
        if lines and lines[-1].startswith("— ") and not signature:
            found.append("\n".join(lines) + "\n")
            lines = []
        if line or lines:
            lines.append(line)
    return [*found, "\n".join(lines) + "\n"] if lines else found


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, text: str) -> None:
    """Whole or not at all, also when the machine stops in between."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)

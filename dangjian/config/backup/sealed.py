"""The file of a backup: a tar, encrypted while it is written (age, so that any age program opens
it). Nothing of it is ever on a disk unencrypted, and a file that bears its name is whole.
"""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyrage

from dangjian.config.cluster.trouble import ClusterError

UNREADABLE = (
    "打不开这份备份：文件不完整、被改过，或者钥匙不是它的那一把。请换一份备份或换一把钥匙再试。"
)


@contextmanager
def written(target: Path, recipient: pyrage.x25519.Recipient) -> Iterator[tarfile.TarFile]:
    """A tar to put everything into. `target` is there afterwards, whole and on the disk, or not.

    ClusterError where a file of that name is there already.
    """
    if target.exists():
        raise ClusterError(f"{target} 已经有了，备份不会覆盖它。请换一个文件名。")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)
            yield from _through(lambda source: pyrage.encrypt_io(source, out, [recipient]))
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, target)  # fails where another was quicker, instead of writing over it
    except FileExistsError as late:
        raise ClusterError(f"{target} 已经有了，备份不会覆盖它。请换一个文件名。") from late
    finally:
        draft.unlink(missing_ok=True)
    _to_disk(target.parent)


@contextmanager
def opened(source: Path, identity: pyrage.x25519.Identity) -> Iterator[tarfile.TarFile]:
    """The tar inside, to be read once from its beginning to its end.

    ClusterError where the file was changed or cut off, or the key is another's. It may come late:
    nothing that was read counts before the block has ended.
    """
    reader, writer = os.pipe()
    with ThreadPoolExecutor(1) as aside, source.open("rb") as sealed:
        opening = aside.submit(_opened_into, sealed, writer, identity)
        try:
            with os.fdopen(reader, "rb") as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
                yield tar
                while plain.read(1 << 20):  # the seal of a file is its end
                    pass
        except tarfile.TarError as broken:
            raise ClusterError(UNREADABLE) from broken
        finally:
            _settle(opening)


def _through(seal: Callable[[BinaryIO], None]) -> Iterator[tarfile.TarFile]:
    """A tar whose bytes go through `seal` in another thread."""
    reader, writer = os.pipe()
    with ThreadPoolExecutor(1) as aside:
        sealing = aside.submit(_sealed_from, reader, seal)
        try:
            with (
                os.fdopen(writer, "wb") as sink,
                tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT) as tar,
            ):
                yield tar
        except BrokenPipeError:
            sealing.result()  # why nobody read on: a full disk
            raise
        sealing.result()


def _sealed_from(reader: int, seal: Callable[[BinaryIO], None]) -> None:
    # Closed whatever happens: whoever writes into the pipe must not wait for ever.
    with os.fdopen(reader, "rb") as source:
        seal(source)


def _opened_into(sealed: BinaryIO, writer: int, identity: pyrage.x25519.Identity) -> None:
    with suppress(BrokenPipeError), os.fdopen(writer, "wb") as sink:
        try:
            pyrage.decrypt_io(sealed, sink, [identity])
        except OSError as failed:
            if failed.errno is None:  # no trouble of the system: a part that does not open
                raise pyrage.DecryptError(str(failed)) from failed
            raise


def _settle(opening: Future[None]) -> None:
    try:
        opening.result()
    except pyrage.DecryptError as wrong:
        raise ClusterError(UNREADABLE) from wrong


def _to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

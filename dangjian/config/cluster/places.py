"""Where one installation keeps what belongs to its database.

Everything lies in the data directory (DANGJIAN_HOME). Only where the account that runs PostgreSQL
may not enter it (a checkout below /root) do the database files live elsewhere; `cluster.json` in
the data directory remembers where, and how the socket folder and the processes are named.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dangjian.config.cluster.account import Account
from dangjian.config.cluster.trouble import ClusterError, plain

Say = Callable[[str], object]

PORT = 5432  # only the name of the socket file; nothing listens on the network
_LONGEST_SOCKET = 103  # bytes of a socket's path: 107 on Linux, 103 on the BSDs
_VAR = Path("/var")
_ELSEWHERE = (_VAR / "lib" / "dangjian", _VAR / "tmp" / "dangjian")
_SHORT = (Path("/", "tmp"), _VAR / "tmp")


@dataclass(frozen=True)
class Places:
    """Folders of one embedded database. `name` is random: it tells our processes from others."""

    home: Path
    name: str
    root: Path
    socket: Path

    @property
    def data(self) -> Path:
        return self.root / "postgresql"

    @property
    def log(self) -> Path:
        return self.home / "log" / "postgresql.log"

    @property
    def told_to_stop(self) -> Path:
        """Exists from `dangjian down` until the next start."""
        return self.home / "stopped"

    @property
    def socket_file(self) -> Path:
        return self.socket / f".s.PGSQL.{PORT}"

    @property
    def title(self) -> str:
        """`cluster_name`: appears in the title of every process of this database."""
        return f"dangjian-{self.name}"


def home() -> Path:
    """The data directory: DANGJIAN_HOME, or `.data` beside the project (else where we stand)."""
    given = os.environ.get("DANGJIAN_HOME")
    if given:
        return Path(given).expanduser().absolute()
    project = Path(__file__).resolve().parents[3]
    return (project if (project / "pyproject.toml").exists() else Path.cwd()) / ".data"


def known(home: Path) -> Places | None:
    """The places settled earlier, or None where this data directory has no database yet."""
    try:
        marker = json.loads((home / "cluster.json").read_text())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise not_ours(home) from error
    root = Path(marker["root"]) if marker["root"] else home
    return Places(home, marker["name"], root, Path(marker["socket"] or root / "run"))


def make_home(home: Path) -> None:
    """Create the data directory and prove that we may write there."""
    try:
        if not home.exists():
            home.mkdir(parents=True, exist_ok=True)
            # Root's PostgreSQL runs as somebody else, who must pass through but need not list.
            home.chmod(0o711 if os.geteuid() == 0 else 0o700)
        (home / "log").mkdir(mode=0o700, exist_ok=True)
    except PermissionError as error:
        raise not_ours(home) from error
    except OSError as error:
        raise ClusterError(f"数据目录 {home} 用不了：{plain(error)}。") from error


def settle(home: Path, account: Account, say: Say) -> Places:
    """The places of this data directory; chosen and written down the first time."""
    places = known(home)
    if places is None:
        places = _choose(home, account, say)
        _remember(places)
    elif not account.can_enter(places.root):
        raise ClusterError(
            f"账号 {account.name} 进不了数据库所在的 {places.root}，"
            f"请放开上级目录的进入权限（chmod o+x）后重试。"
        )
    own_folder(places.socket, account)
    return places


def own_folder(folder: Path, account: Account) -> None:
    """Make `folder` a directory of mode 0700 that belongs to `account`, or say why not.

    An existing folder is trusted only if it already is a real directory of that account or ours:
    in /tmp somebody else may have put a folder or a link of that name there.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise ClusterError(f"无法使用文件夹 {folder}：{plain(error)}。") from error
    try:
        if os.fstat(descriptor).st_uid not in {account.uid, os.geteuid()}:
            raise ClusterError(f"文件夹 {folder} 属于别的账号，不能放心使用，请先移走它。")
        account.give(descriptor)
        os.fchmod(descriptor, stat.S_IRWXU)
        if os.fstat(descriptor).st_uid != account.uid:
            raise ClusterError(f"文件夹 {folder} 不能交给账号 {account.name}。")
    finally:
        os.close(descriptor)


def _choose(home: Path, account: Account, say: Say) -> Places:
    name = secrets.token_hex(4)
    if account.can_enter(home) and _usable(home, account):
        return Places(home, name, home, _socket_folder(home, name))
    root = _elsewhere(home, name, account)
    say(f"账号 {account.name} 进不了 {home}，数据库文件改放在 {root}。")
    if root.is_relative_to(_ELSEWHERE[-1]):
        say("提醒：/var/tmp 可能被系统定期清理，请尽快换一个数据目录（DANGJIAN_HOME）。")
    return Places(home, name, root, _socket_folder(root, name))


def _usable(root: Path, account: Account) -> bool:
    """Whether folders here can be given to the account and hold sockets (not so on some mounts)."""
    folder = root / "run"
    try:
        own_folder(folder, account)
    except ClusterError:
        return False
    if len(os.fsencode(folder / "probe")) > _LONGEST_SOCKET:
        return True  # the socket will be elsewhere
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.bind(str(folder / "probe"))
    except OSError:
        return False
    (folder / "probe").unlink()
    return True


def _elsewhere(home: Path, name: str, account: Account) -> Path:
    """A folder of ours outside the data directory that the account can reach."""
    for parent in _ELSEWHERE:
        try:
            if not parent.exists():
                parent.mkdir()
                parent.chmod(0o755)
            if parent.is_symlink() or parent.stat().st_uid != os.geteuid():
                continue
            (parent / name).mkdir()
            (parent / name).chmod(0o755)
        except OSError:
            continue
        if account.can_enter(parent / name) and _usable(parent / name, account):
            return parent / name
        shutil.rmtree(parent / name)
    raise ClusterError(
        f"账号 {account.name} 进不了 {home}，{_ELSEWHERE[0]} 也用不了。"
        f"请用 DANGJIAN_HOME 指定一个各级上级目录都允许进入的数据目录。"
    )


def _socket_folder(root: Path, name: str) -> Path:
    folder = root / "run"
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= _LONGEST_SOCKET:
        return folder
    parent = next((short for short in _SHORT if os.access(short, os.W_OK | os.X_OK)), None)
    if parent is None:
        raise ClusterError(f"路径太长，放不下数据库的套接字：{folder}。请换短些的数据目录。")
    return parent / f"dangjian-{name}"


def _remember(places: Places) -> None:
    marker = {
        "name": places.name,
        "root": None if places.root == places.home else str(places.root),
        "socket": None if places.socket == places.root / "run" else str(places.socket),
    }
    draft = places.home / "cluster.json.new"
    draft.write_text(json.dumps(marker, indent=1) + "\n")
    draft.replace(places.home / "cluster.json")


def not_ours(home: Path) -> ClusterError:
    """The sentence for a data directory that another account made."""
    return ClusterError(
        f"数据目录 {home} 不允许当前账号读写。请用建立它的账号运行，或用 DANGJIAN_HOME 另指一处。"
    )

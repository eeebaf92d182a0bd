"""What went wrong while finding, starting or stopping the database, in one Chinese sentence."""

from __future__ import annotations

import errno

_PLAIN = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "那里是文件，不是文件夹",
    errno.ENOTDIR: "那里是文件，不是文件夹",
    errno.ENOENT: "没有这个位置",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "路径太长",
    errno.ELOOP: "那里是一个链接",
}


class ClusterError(Exception):
    """The embedded PostgreSQL cannot be had; `str()` is a sentence for the person at the shell."""


def plain(error: OSError) -> str:
    """What the system complained of, in Chinese where it is one of the usual things."""
    return _PLAIN.get(error.errno or 0) or str(error.strerror)

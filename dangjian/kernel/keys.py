"""Makes the keyring of a new installation (a plain function: needs no settings)."""

from __future__ import annotations

import os
from pathlib import Path

from dangjian.kernel.crypto import Keyring


def ensure_keyring(home: Path) -> Path:
    """The keyring file of this installation, made if there is none. Two makers: one wins."""
    path = Path(os.environ.get("DANGJIAN_KEYRING") or home / "secrets" / "keyring.json")
    if not path.exists():
        try:
            Keyring.create(path)
        except FileExistsError:
            pass
    return path

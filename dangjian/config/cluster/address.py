"""Where to connect and as whom: three roles on one database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from dangjian.config.cluster import passwords, places
from dangjian.config.cluster.trouble import ClusterError

DATABASE = "dangjian"
_VARIABLES = ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_AUDIT_URL")


@dataclass(frozen=True)
class Addresses:
    """postgresql:// addresses of the migrator, the application and the auditor."""

    owner: str
    app: str
    auditor: str


def external() -> Addresses | None:
    """The addresses of a real server, where the environment names one."""
    given = [os.environ.get(name, "") for name in _VARIABLES]
    if not given[0]:
        return None
    missing = [name for name, value in zip(_VARIABLES, given, strict=True) if not value]
    if missing:
        raise ClusterError(f"设了 DATABASE_URL，还要设 {'、'.join(missing)}，三者不能共用。")
    return Addresses(*given)


def addresses(home: Path) -> Addresses:
    """The addresses of the three roles; of the embedded server unless DATABASE_URL is set.

    Creates nothing: before the first start the addresses lead nowhere yet.
    """
    outside = external()
    if outside:
        return outside
    found = places.known(home)
    secret = passwords.read(home)
    folder = found.socket if found else home / "run"
    return Addresses(
        *(
            embedded(folder, f"dangjian_{role}", getattr(secret, role, ""), DATABASE)
            for role in ("owner", "app", "auditor")
        )
    )


def embedded(folder: Path, role: str, password: str, database: str) -> str:
    """An address on the embedded server, by the folder of its Unix socket."""
    place = quote(str(folder), safe="")
    return f"postgresql://{role}:{quote(password)}@/{database}?host={place}&port={places.PORT}"


def client_environment(address: str) -> dict[str, str]:
    """The environment in which PostgreSQL's own programs connect there: what stands in a command
    line everybody on the machine can read."""
    parts = conninfo_to_dict(address)
    parts["database"] = parts.pop("dbname", None)
    named = {f"PG{name.upper()}": str(value) for name, value in parts.items() if value is not None}
    return {**os.environ, **named}


def django_parameters(address: str) -> dict[str, Any]:
    """NAME, USER, PASSWORD, HOST, PORT and OPTIONS as Django's DATABASES wants them."""
    parts = {name: str(value) for name, value in conninfo_to_dict(address).items()}
    return {
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }

"""Where the platform may connect to for a feed: the allow-list of TRUST.md against SSRF.

Two questions, both asked anew for every step of a redirect: may this web address be asked at all
(`place`), and may this network address, to which its name led, be connected to (`is_public`).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from dangjian.kernel.refusal import Refused

LONGEST = 500
PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
# IPv6 is let in only where unicast addresses are handed out, without the tunnels that lead to an
# IPv4 address inside of it, and without what is for documentation and tests.
_UNICAST = ipaddress.ip_network("2000::/3")
_NOT_REACHED = tuple(
    ipaddress.ip_network(one)
    for one in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
)
_UNRESOLVED = (".invalid", ".example", ".test")


@dataclass(frozen=True)
class Place:
    """A web address, taken apart. target: path and query as they are asked for.

    listed: the operator named this host and port, so that it may lie inside the own network.
    """

    scheme: str
    host: str
    port: int
    target: str
    listed: bool

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def place(address: str, listed: Collection[str] = ()) -> Place:
    """A web address that may be asked.

    listed: "host:port" of what the operator allows besides, in lower case. Refused (field address):
    another scheme or port, a name with a password in it, something that is no address.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError as bad:
        raise _refused("这个网址写得不对，请照着浏览器地址栏里的抄。") from bad
    if len(address) > LONGEST or any(ord(letter) < 33 for letter in address.strip()):
        raise _refused("这个网址写得不对，请照着浏览器地址栏里的抄。")
    if parts.scheme not in PORTS or not host:
        raise _refused("网址要以 http:// 或 https:// 开头。")
    if "@" in parts.netloc:
        raise _refused("网址里不能带用户名和密码。")
    port = port or PORTS[parts.scheme]
    known = f"{host}:{port}" in listed
    if port not in PORTS.values() and not known:
        raise _refused(f"只取 80 和 443 端口上的内容，这里写的是 {port}。")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    return Place(parts.scheme, host, port, path + query, known)


def _host(name: str) -> str:
    """A host as the network knows it, in ASCII; "" for one that cannot exist. ValueError."""
    if ":" in name:
        return str(ipaddress.IPv6Address(name))
    ascii_name = name.rstrip(".").encode("idna").decode().lower() if name else ""
    return ascii_name if _NAME.fullmatch(ascii_name) else ""


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="address")


def is_public(address: str) -> bool:
    """Whether a network address belongs to somebody outside: neither private, loopback, link-local
    nor shared, and no IPv6 address that stands for an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6 and ip not in _UNICAST:
        return False
    if any(ip.version == net.version and ip in net for net in _NOT_REACHED):
        return False
    return ip.is_global and not ip.is_multicast


def resolves_nowhere(address: str) -> bool:
    """Whether a name is reserved for examples (RFC 2606): nobody is asked for it."""
    return (urlsplit(address).hostname or "").endswith(_UNRESOLVED)


def safe_link(link: str, base: str) -> str:
    """The address an entry leads to, absolute; "" for one that no reader should follow: another
    scheme than http(s), a password in it, an address inside some network."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        host = parts.hostname or ""
        if parts.scheme not in PORTS or not host or "@" in parts.netloc or _inside(host):
            return ""
        _host(host)
        found = parts.geturl()
    except ValueError:
        return ""
    bad = len(found) > LONGEST or any(ord(one) < 33 or ord(one) == 127 for one in found)
    return "" if bad else found


def _inside(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or "." not in host

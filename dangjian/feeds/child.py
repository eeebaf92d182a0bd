"""The child: reads one feed under hard limits. Started as a script, without us.

Arguments: bytes of memory, seconds, the parent's process id, the address of the feed, how many
entries, folders of libraries. The feed comes in as UTF-8. Out goes one JSON object: entries (title,
link, identity, moment), damaged, or stop with a word the parent knows.
"""

from __future__ import annotations

import calendar
import ctypes
import io
import json
import os
import re
import resource
import signal
import sys
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")


class Stop(Exception):
    """A word the parent knows."""


def main() -> None:
    memory, cpu, parent, url, most = sys.argv[1:6]
    sys.path[:0] = sys.argv[6:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu), int(cpu)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != int(parent):
            os._exit(1)
    try:
        said = read(sys.stdin.buffer.read().decode(), url, int(most))
    except Stop as stop:
        said = {"stop": str(stop)}
    except MemoryError:
        said = {"stop": "large"}
    except BaseException as failure:  # noqa: BLE001 - whatever a parser does, the parent is told
        said = {"stop": "damaged", "error": type(failure).__name__}
    sys.stdout.buffer.write(json.dumps(said).encode())
    sys.stdout.buffer.flush()
    os._exit(0)


def read(text: str, url: str, most: int) -> dict[str, Any]:
    """The first entries of a feed. Stop: entities, or no feed at all."""
    import feedparser

    refuse_entities(text)
    text, cut = shortened(text, most)
    # Never a string: feedparser would take it for an address or the name of a file, and open it.
    found = feedparser.parse(
        io.BytesIO(text.encode()),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
        sanitize_html=False,  # of the words between the tags nothing is kept but the title
        resolve_relative_uris=False,
    )
    if not found.version and not found.entries:
        raise Stop("no feed")
    return {
        "entries": [told(one) for one in found.entries[:most]],
        "damaged": bool(found.bozo),
        "cut": cut,
    }


def refuse_entities(text: str) -> None:
    """Stop (FEED-DTD) at a document type that declares entities: a few lines of them grow to
    gigabytes. Only what stands before the first element is looked at."""
    import xml.sax.handler

    import defusedxml.common
    import defusedxml.sax

    class Begun(Exception):
        pass

    class First(xml.sax.handler.ContentHandler):
        def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
            raise Begun

    try:
        defusedxml.sax.parseString(text.encode(), First(), forbid_dtd=False)
    except (Begun, defusedxml.common.ExternalReferenceForbidden):
        return  # a type that is described elsewhere: nobody goes there, feedparser leaves it out
    except defusedxml.common.DefusedXmlException as bomb:
        raise Stop("entities") from bomb
    except xml.sax.SAXException as broken:
        raise Stop("no feed") from broken


def shortened(text: str, most: int) -> tuple[str, bool]:
    """A long feed with its first entries only, and whether anything was left out: feeds begin with
    what is new, and reading thousands of old entries takes longer than anybody waits."""
    ends = [one.end() for one in _END.finditer(text)]
    if len(ends) <= most:
        return text, False
    return text[: ends[most - 1]] + text[ends[-1] :], True


def told(entry: Any) -> dict[str, Any]:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        at = calendar.timegm(moment) if moment else None
    except (ValueError, OverflowError):
        at = None
    return {
        "title": str(entry.get("title") or "")[:2000],
        "link": str(entry.get("link") or "")[:2000],
        "id": str(entry.get("id") or "")[:2000],
        "at": at,
    }


if __name__ == "__main__":
    main()

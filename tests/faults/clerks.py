"""Clerks at browsers: each opens a form, fills it in and sends it until it is answered.

They speak HTTP over sockets and keep what a browser keeps: two cookies and the form on the screen.
Now and then one is impatient: clicks twice, loses the line, sends an old page again, gives up.
"""

from __future__ import annotations

import http.client
import random
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PATIENCE = 60.0  # seconds a clerk goes on sending one form
KEY = "form_key"
Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Desk:
    """A browser that is signed in, and the person its clerk works on."""

    session: str
    person: int


@dataclass(frozen=True)
class Kind:
    """A form of the product. What is typed carries the sheet's own mark into the database."""

    slug: str
    path: str
    typed: tuple[tuple[str, str], ...]
    marked: str
    wording: str


WORK = Kind(
    slug="work",
    path="/members/{person}/facts/employment/add/",
    typed=(("position", "驾驶员"), ("began_on", "2020-01-06"), ("ended_on", "")),
    marked="unit",
    wording="禾丰农机站",
)
"""Adds a row to somebody's record."""

LOOK = Kind(
    slug="look",
    path="/members/{person}/reveal/",
    typed=(("items", "mobile"),),
    marked="reason",
    wording="核对联系方式",
)
"""Opens a sealed number. Nothing but the form key keeps it from being on record twice."""


@dataclass
class Sheet:
    """One form that was filled in once, however often it is sent."""

    mark: str
    kind: Kind
    key: str
    acknowledged: bool = False


@dataclass
class Tally:
    """What all clerks saw. `complaints` are answers that no clerk should ever get."""

    sheets: list[Sheet] = field(default_factory=list)
    posts: int = 0
    repeats: int = 0  # lost lines and double clicks
    outages: int = 0
    complaints: list[str] = field(default_factory=list)
    last_sent: float = 0.0  # when the newest post that was acknowledged had been sent
    acknowledged: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    heard: threading.Condition = field(default_factory=threading.Condition)

    def acknowledge(self, sheet: Sheet, sent: float) -> None:
        with self.heard:
            sheet.acknowledged = True
            self.acknowledged += 1
            self.last_sent = max(self.last_sent, sent)
            self.heard.notify_all()

    def wait_for_post_after(self, moment: float, patience: float) -> bool:
        """Wait until a post is acknowledged that was sent after that moment (monotonic)."""
        with self.heard:
            return self.heard.wait_for(lambda: self.last_sent > moment, patience)

    def wait_for_work(self, forms: int, patience: float) -> bool:
        """Wait until so many more forms are acknowledged."""
        with self.heard:
            goal = self.acknowledged + forms
            return self.heard.wait_for(lambda: self.acknowledged >= goal, patience)

    def complain(self, sentence: str) -> None:
        with self.heard:
            self.complaints.append(sentence)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    page: str


class Unexpected(Exception):
    """An answer that no clerk should ever get."""


class Clerk(threading.Thread):
    """One browser. `seed` decides everything the clerk decides."""

    def __init__(self, number: int, desk: Desk, port: int, tally: Tally, seed: int) -> None:
        super().__init__(name=f"clerk {number}", daemon=True)
        self.number, self.desk, self.port, self.tally = number, desk, port, tally
        self.cookies = {"session": desk.session}
        self.dice = random.Random(f"{seed} {number}")
        self.filled = 0
        self.went_home = False

    def run(self) -> None:
        while not self.tally.closing.is_set():
            try:
                self._fill_in_one()
            except Unexpected as answer:
                self.tally.complain(str(answer))
        self.went_home = True

    def _fill_in_one(self) -> None:
        kind = self.dice.choice((WORK, LOOK))
        path = kind.path.format(person=self.desk.person)
        fields = self._open(path, kind)
        if fields is None:
            return
        self.filled += 1
        mark = f"{kind.wording} {self.number}-{self.filled}"
        sheet = Sheet(mark, kind, dict(fields)[KEY])
        self.tally.sheets.append(sheet)
        typed = (*kind.typed, (kind.marked, mark))
        names = {name for name, _ in typed}
        kept = [(name, value) for name, value in fields if name not in names]
        self._send_until_answered(sheet, path, [*kept, *typed])

    def _open(self, path: str, kind: Kind) -> Fields | None:
        """The form as the page offers it; None where the office closes before it comes."""
        while not self.tally.closing.is_set():
            answer = self._ask("GET", path)
            if answer and answer.status == 200:
                return form_with(answer.page, kind.marked)
            if answer and answer.status != 503:
                raise _unexpected("GET", path, answer)
            self._pause()
        return None

    def _send_until_answered(self, sheet: Sheet, path: str, fields: Fields) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.dice.random() < 0.1:
                self._lose_the_line(path, fields)
            sent = time.monotonic()
            answers = self._click(path, fields, times=2 if self.dice.random() < 0.05 else 1)
            done = [self._is_done(sheet, path, answer) for answer in answers]
            if any(done):
                self.tally.acknowledge(sheet, sent)
                if self.dice.random() < 0.05:
                    self._go_back(sheet, path, fields)
                return
            if self.dice.random() < 0.004:
                return  # gives up: whether it happened, the clerk will never know
            fields = self._offered_again(sheet, answers) or fields
            self._pause()
        self.tally.complain(f"{sheet.mark}: no answer within {PATIENCE:.0f} s")

    def _go_back(self, sheet: Sheet, path: str, fields: Fields) -> None:
        """The page before, sent once more: answered as the first time, or not at all."""
        for answer in self._click(path, fields, times=1):
            self._is_done(sheet, path, answer)

    def _is_done(self, sheet: Sheet, path: str, answer: Answer | None) -> bool:
        """Whether the answer says that it is stored. Only silence and 503 may say less."""
        if answer is None or answer.status == 503:
            return False
        shown = answer.status == 200 and sheet.kind is LOOK and "只显示这一次" in answer.page
        led_on = answer.status == 302 and answer.location.startswith("/members/")
        if not (shown or led_on):
            raise _unexpected("POST", path, answer)
        return True

    def _offered_again(self, sheet: Sheet, answers: list[Answer | None]) -> Fields | None:
        """The form on the page of an outage, which must carry all that was typed."""
        page = next((answer.page for answer in answers if answer), None)
        if page is None:
            return None
        with self.tally.heard:
            self.tally.outages += 1
        fields = form_with(page, KEY)
        if {(sheet.kind.marked, sheet.mark), (KEY, sheet.key)} - set(fields):
            raise Unexpected(f"{sheet.mark}: the page of the outage lost what was typed")
        if "您填的内容还在这一页" not in page:
            raise Unexpected(f"{sheet.mark}: the page of the outage does not say what happened")
        return fields

    def _pause(self) -> None:
        time.sleep(self.dice.uniform(0.05, 0.3))

    # --- the wire -----------------------------------------------------------------------------

    def _ask(self, method: str, path: str) -> Answer | None:
        return self._read(self._put(method, path))

    def _click(self, path: str, fields: Fields, times: int) -> list[Answer | None]:
        """Send the form, on one connection for each click before any answer is read."""
        self.tally.repeats += times - 1
        return [self._read(one) for one in [self._put("POST", path, fields) for _ in range(times)]]

    def _lose_the_line(self, path: str, fields: Fields) -> None:
        wire = self._put("POST", path, fields)
        if wire:
            self.tally.repeats += 1
            time.sleep(self.dice.uniform(0, 0.05))
            wire.close()

    def _put(
        self, method: str, path: str, fields: Fields | None = None
    ) -> http.client.HTTPConnection | None:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            wire.connect()
            if fields is not None:
                with self.tally.heard:
                    self.tally.posts += 1
            wire.request(method, path, urlencode(fields) if fields is not None else None, headers)
        except (OSError, http.client.HTTPException):
            wire.close()
            return None
        return wire

    def _read(self, wire: http.client.HTTPConnection | None) -> Answer | None:
        if wire is None:
            return None
        try:
            response = wire.getresponse()
            page = response.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            wire.close()
        for line in response.headers.get_all("Set-Cookie", []):
            for name, cookie in SimpleCookie(line).items():
                self.cookies[name] = cookie.value
        return Answer(response.status, response.headers.get("Location", ""), page)


class _Page(HTMLParser):
    """The forms of a page with the values they hold, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self.names: list[set[str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append([])
            self.names.append(set())
        elif tag in ("input", "textarea", "select") and self.forms and "name" in given:
            self.names[-1].add(given["name"])
            if given.get("type") in ("hidden", "text", "date"):
                self.forms[-1].append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def form_with(page: str, name: str) -> Fields:
    """What the form of the page that asks for `name` would send as it stands."""
    read = _Page()
    read.feed(page)
    for form, names in zip(read.forms, read.names, strict=True):
        if name in names:
            return form
    raise Unexpected(f"a page without a form that asks for {name}")


def _unexpected(method: str, path: str, answer: Answer) -> Unexpected:
    read = _Page()
    read.feed(answer.page)
    text = " ".join(" ".join(read.words).split())[:300]
    return Unexpected(f"{method} {path}: {answer.status} {answer.location} {text}")

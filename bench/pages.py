"""First page of the member list by who looks, and the home page, against a plain one-query view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from bench import scale
from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import accounts
from dangjian.registry.models import Account, Organization, Person, Role

_PAST = "2019-06-30"

Say = Callable[..., None]
Timed = Callable[[Callable[[], object], int], dict[str, float]]


def measure(members: int, rounds: int, say: Say, timed: Timed) -> None:
    """Fill a database of its own with so many members and measure; drops it afterwards."""
    settings.ALLOWED_HOSTS.append("testserver")
    name = f"bench_{members}"
    home = cluster.home()
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        scale.fill(members)
        with override_settings(ROOT_URLCONF="bench.plain_urls", MIDDLEWARE=[]):
            plain = Client()
            floor = timed(lambda: _get(plain, "/"), rounds)
        say("plain one-query view", members=members, **floor)
        _home(rounds, say, timed, floor)
        for place, path in (("branch", "/1/2/100/"), ("street", "/1/2/"), ("district", "/1/")):
            _list(place, path, members, rounds, say, timed, floor)
            for address in ("/inbox/", "/inbox/?kind=terms", "/home/"):
                _begin(place, address, members, rounds, say, timed, floor)
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def _use(name: str) -> None:
    for alias in ("default", "owner", "auditor"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _home(rounds: int, say: Say, timed: Timed, floor: dict[str, float]) -> None:
    client = Client()
    figures = timed(lambda: _get(client, "/"), rounds)
    say("home page", **figures, to_floor=round(figures["median_ms"] / floor["median_ms"], 1))


def _list(
    place: str,
    path: str,
    members: int,
    rounds: int,
    say: Say,
    timed: Timed,
    floor: dict[str, float],
) -> None:
    client = Client()
    client.force_login(_clerk(place, path))
    seen = Person.objects.filter(path__startswith=path).count()
    with CaptureQueriesContext(connection) as queries:
        _get(client, "/members/")
    count, slowest = len(queries), max(float(query["time"]) for query in queries) * 1000
    figures = timed(lambda: _get(client, "/members/"), rounds)
    say(
        f"member list, seen by a {place}",
        members=members,
        in_scope=seen,
        queries=count,
        slowest_query_ms=round(slowest, 1),
        **figures,
        to_floor=round(figures["median_ms"] / floor["median_ms"], 1),
    )
    _list_as_of(place, members, rounds, say, timed, figures)


def _list_as_of(
    place: str, members: int, rounds: int, say: Say, timed: Timed, today: dict[str, float]
) -> None:
    """The same list as of a past day, against today's. Goal: at most 1.5 times as long."""
    client = Client()
    client.force_login(Account.objects.get(login_name=f"bench{place}"))
    address = f"/members/?on={_PAST}"
    with CaptureQueriesContext(connection) as queries:
        _get(client, address)
    count, slowest = len(queries), max(float(query["time"]) for query in queries) * 1000
    figures = timed(lambda: _get(client, address), rounds)
    say(
        f"member list as of {_PAST}, seen by a {place}",
        members=members,
        queries=count,
        slowest_query_ms=round(slowest, 1),
        **figures,
        to_today=round(figures["median_ms"] / today["median_ms"], 2),
        goal=1.5,
    )


def _begin(
    place: str,
    address: str,
    members: int,
    rounds: int,
    say: Say,
    timed: Timed,
    floor: dict[str, float],
) -> None:
    client = Client()
    client.force_login(Account.objects.get(login_name=f"bench{place}"))
    with CaptureQueriesContext(connection) as queries:
        _get(client, address)
    count, slowest = len(queries), max(float(query["time"]) for query in queries) * 1000
    figures = timed(lambda: _get(client, address), rounds)
    say(
        f"{address}, seen by a {place}",
        members=members,
        queries=count,
        slowest_query_ms=round(slowest, 1),
        **figures,
        to_floor=round(figures["median_ms"] / floor["median_ms"], 1),
    )


def _get(client: Client, address: str) -> HttpResponse:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return answer


def _clerk(place: str, path: str) -> Account:
    """An account that keeps this place, its second factor set up."""
    from allauth.mfa.totp.internal.auth import TOTP

    organization = Organization.objects.get(path=path)
    person = Person.objects.filter(path__startswith=path).order_by("pk")[
        {"branch": 0, "street": 1, "district": 2}[place]
    ]
    today = dt.date.today()
    accounts.grant(
        person,
        role=Role.CLERK,
        organization=organization,
        on=today,
        today=today,
        by=SYSTEM,
        granter=None,
    )
    account = Account(person=person, login_name=f"bench{place}", activated_at=timezone.now())
    account.set_unusable_password()
    account.save()
    TOTP.activate(account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return account

"""The brake on guessing (TRUST 2.6): every secret shares it, nothing gets past it, nobody is locked
out for good. (Keycloak once forgot it where a second factor was on: CVE-2024-4629 and before.)"""

from __future__ import annotations

import math
import re
import threading

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, connections, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.kernel.models import Leaf
from dangjian.registry import brake, signin
from dangjian.registry.models import SignInBrake
from tests.district import PASSWORD, District, build
from tests.registry.browser import (
    enter,
    signed_in,
    totp,
    type_code,
    type_name,
    wrong_totp,
)

NEW = "terraces and rice"
FREE = brake.ACCOUNT_AT_ADDRESS.free


def wait(seconds: int) -> None:
    """As if so much time had passed since the last failure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_signinbrake SET failed_at = failed_at - make_interval(secs => %s)",
            [seconds],
        )


def fail(district: District, role: str, times: int, address: str = "127.0.0.1") -> None:
    """So many failures of an account from an address, without the cost of hashing."""
    for _ in range(times):
        person = district.people[role]
        mark = signin.mark_of(district.accounts[role])
        brake.begin(mark, address).failed(person.uid, person.path)


def guess(name: str, times: int, **where: str) -> None:
    """So many wrong passwords through the front door."""
    for _ in range(times):
        assert type_name(Client(**where), name, "wrong").status_code == 422


def weigh() -> None:
    """Four failures more on every counter: 16 seconds to wait, however slow the machine is."""
    SignInBrake.objects.update(failures=F("failures") + 4)


def failures() -> list[int]:
    return sorted(SignInBrake.objects.values_list("failures", flat=True))


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (14, 512), (15, 900), (99, 900)],
)
def test_the_delay_grows_and_has_an_end(failures: int, seconds: int) -> None:
    assert brake.ACCOUNT_AT_ADDRESS.delay(failures) == seconds


LIMITS = {
    "account_at_address": brake.ACCOUNT_AT_ADDRESS,
    "account": brake.ACCOUNT,
    "address": brake.ADDRESS,
}


def _grows_and_ends(limit: brake.Limit, failures: int) -> bool:
    """Free at first, then twice as long each time, up to a minute at least and a quarter of an hour
    at most."""
    if not 60 <= limit.longest <= 900:
        return False
    now, next_one = limit.delay(failures), limit.delay(failures + 1)
    if failures < limit.free:
        return now == 0 and next_one <= 1
    return now > 0 and next_one == min(limit.longest, 2 * now)


@given(limit=st.sampled_from(list(LIMITS.values())), failures=st.integers(0, 10**9))
def test_every_delay_grows_and_none_is_for_good(limit: brake.Limit, failures: int) -> None:
    assert _grows_and_ends(limit, failures)


@pytest.mark.parametrize(
    "broken",
    [
        brake.Limit(free=5, longest=10**9, forgives=900),  # locks for good
        brake.Limit(free=5, longest=1, forgives=900),  # never grows
        brake.Limit(free=0, longest=0, forgives=900),  # never waits
    ],
)
def test_the_rule_of_delays_can_fail(broken: brake.Limit) -> None:
    """The broken twins: a lock for good, a delay that stays, none at all."""
    assert not all(_grows_and_ends(broken, failures) for failures in range(60))


@pytest.mark.django_db
@settings(max_examples=40)
@given(
    limit=st.sampled_from(list(LIMITS.values())),
    failures=st.integers(0, 2**31 - 2),
    waited=st.integers(0, 2000),
)
def test_the_database_makes_people_wait_exactly_as_the_rule_says(
    limit: brake.Limit, failures: int, waited: int
) -> None:
    """However many failures there were: who has waited so long is judged, who has not is not."""
    key = b"0123456789abcdef"
    SignInBrake.objects.filter(key=key).delete()
    SignInBrake.objects.create(key=key, failures=failures, failed_at=timezone.now())
    wait(waited)
    judged = brake._count(brake.Counter("account", key, limit)) is not None
    left = limit.delay(failures) - waited
    assert judged if left <= 0 else not judged or left < 5  # this test itself takes some time


def test_the_wait_is_said_in_seconds_then_in_minutes() -> None:
    told = [brake.in_words(seconds) for seconds in (1, 64, 119, 120, 121, 900)]
    assert told == ["1 秒", "64 秒", "119 秒", "2 分钟", "3 分钟", "15 分钟"]


@pytest.mark.django_db
def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(district: District) -> None:
    guess("member", FREE)
    weigh()
    answer = type_name(Client(), "member")
    assert answer.status_code == 429
    assert re.search(r"请等 1\d 秒再试", answer.content.decode())
    wait(16)
    assert type_name(Client(), "member")["Location"] == "/start/"


@pytest.mark.django_db
def test_mobile_and_login_name_are_one_account(district: District) -> None:
    mobile = district.people["member"].unseal("mobile")
    guess("member", 3)
    guess(mobile, 2)
    weigh()
    assert type_name(Client(), "member").status_code == 429
    assert type_name(Client(), mobile).status_code == 429


@pytest.mark.django_db
def test_a_name_that_does_not_exist_is_braked_like_one_that_does(district: District) -> None:
    guess("nobody1", FREE)
    weigh()
    assert type_name(Client(), "nobody1").status_code == 429


@pytest.mark.django_db
def test_wrong_codes_are_braked_although_the_password_is_right(district: District) -> None:
    client = Client()
    type_name(client, "clerk")
    for _ in range(FREE):
        assert type_code(client, wrong_totp()).status_code == 422
    weigh()
    answer = type_code(client, totp())
    assert answer.status_code == 429
    assert "请等" in answer.content.decode()
    assert not signed_in(client)
    assert type_name(Client(), "clerk").status_code == 429, "nor by starting again"
    wait(16)
    assert type_code(client, totp()).status_code == 302


@pytest.mark.django_db
def test_the_right_password_between_two_wrong_codes_clears_nothing(district: District) -> None:
    for _ in range(FREE):
        client = Client()
        assert type_name(client, "clerk").status_code == 302
        assert type_code(client, wrong_totp()).status_code == 422
    weigh()
    assert type_name(Client(), "clerk").status_code == 429


@pytest.mark.django_db
def test_recovery_codes_are_guessed_no_faster(district: District) -> None:
    kept = Authenticator.objects.get(user=district.accounts["clerk"], type="recovery_codes")
    right = kept.wrap().get_unused_codes()
    client = Client()
    type_name(client, "clerk")
    for n in range(FREE):
        typed = next(f"{m:08d}" for m in range(n, 99) if f"{m:08d}" not in right)
        assert type_code(client, typed).status_code == 422
    weigh()
    assert type_code(client, right[0]).status_code == 429
    assert right[0] in Authenticator.objects.get(pk=kept.pk).wrap().get_unused_codes()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/me/confirm/", {"password": "wrong"}),
        ("/me/password/", {"oldpassword": "wrong", "password1": NEW, "password2": NEW}),
    ],
)
def test_an_open_session_is_no_place_to_guess_the_password(
    district: District, path: str, typed: dict[str, str]
) -> None:
    client = enter(district, "member")
    for _ in range(FREE):
        assert client.post(path, typed).status_code == 422
    weigh()
    right = {name: PASSWORD if "wrong" in value else value for name, value in typed.items()}
    assert client.post(path, right).status_code == 429


@pytest.mark.django_db
def test_whoever_gets_in_has_a_clean_slate(district: District) -> None:
    SignInBrake.objects.all().delete()  # others may have left some: counters stay
    fail(district, "clerk", FREE - 1)
    client = Client()
    type_name(client, "clerk")
    assert max(failures()) == FREE - 1, "the password alone forgives nothing"
    type_code(client, totp())
    assert len(failures()) == 1, "what is left is the address"


@pytest.mark.django_db
def test_a_stranger_elsewhere_does_not_lock_the_owner_out(district: District) -> None:
    fail(district, "member", FREE, "203.0.113.9")
    weigh()
    assert type_name(Client(REMOTE_ADDR="203.0.113.9"), "member").status_code == 429
    assert type_name(Client(), "member")["Location"] == "/start/"


@pytest.mark.django_db
def test_one_account_guessed_from_many_addresses_is_braked_too(district: District) -> None:
    for n in range(brake.ACCOUNT.free):
        fail(district, "member", 1, f"203.0.113.{n}")
    weigh()
    assert type_name(Client(REMOTE_ADDR="198.51.100.1"), "member").status_code == 429


@pytest.mark.django_db
def test_many_accounts_guessed_from_one_address_are_braked_too() -> None:
    for n in range(brake.ADDRESS.free):
        brake.begin(f"name:person{n}", "203.0.113.9").failed()
    weigh()
    with pytest.raises(brake.Braked):
        brake.begin("name:another", "203.0.113.9")
    brake.begin("name:another", "203.0.113.10")


@pytest.mark.django_db
def test_one_customer_of_ipv6_is_one_address(district: District) -> None:
    for n in range(FREE):
        guess("member", 1, REMOTE_ADDR=f"2001:db8:1:2::{n:x}")
    weigh()
    assert type_name(Client(REMOTE_ADDR="2001:db8:1:2:ffff::1"), "member").status_code == 429
    assert type_name(Client(REMOTE_ADDR="2001:db8:1:3::1"), "member").status_code == 302


@pytest.mark.django_db
def test_hammering_while_braked_makes_it_no_longer(district: District) -> None:
    fail(district, "member", FREE)
    weigh()
    for _ in range(20):
        assert type_name(Client(), "member").status_code == 429
    wait(16)
    assert type_name(Client(), "member").status_code == 302


@pytest.mark.django_db
def test_failures_are_forgiven_with_time() -> None:
    for _ in range(4):
        brake.begin("account:1", "192.0.2.1").failed()
    wait(2 * brake.ACCOUNT_AT_ADDRESS.forgives + 1)
    assert brake.begin("account:1", "192.0.2.1").failures[0] == 3


@pytest.mark.django_db
def test_the_beginning_of_a_wait_is_on_record_once_and_names_no_address(
    district: District,
) -> None:
    guess("member", FREE)
    wait(2)
    guess("member", 1)
    leaf = Leaf.objects.get(verb="brake")
    assert leaf.subject_uid == district.people["member"].uid
    assert "127.0.0.1" not in leaf.body
    guess("nobody1", FREE)
    unknown = Leaf.objects.filter(verb="brake").latest("id")
    assert (unknown.subject_kind, "nobody1" in unknown.body) == ("account_at_address", False)


@pytest.mark.django_db
def test_old_counters_are_dropped() -> None:
    SignInBrake.objects.all().delete()  # others may have left some: counters stay
    brake.begin("account:1", "192.0.2.1").failed()
    assert brake.forget_old() == 0
    wait(86_401)
    assert brake.forget_old() == 3


# --- across processes -----------------------------------------------------------------------------


def test_twenty_tries_at_the_same_moment_are_five_tries(committed_db: str) -> None:
    outcomes: list[str] = []

    def try_once() -> None:
        try:
            brake.begin("account:1", "192.0.2.1")
            outcomes.append("judged")
        except brake.Braked:
            outcomes.append("braked")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_once) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count("judged"), outcomes.count("braked")) == (FREE, 20 - FREE)
    assert failures() == [FREE] * 3


def test_the_count_of_a_refused_request_stays(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-11-23")
    build()
    typed = {"name": "宋怀石", "code": "000000000000", "password1": "a long enough one"}
    answer = Client().post("/activate/", typed | {"password2": "a long enough one"})
    connections.close_all()
    assert answer.status_code == 422
    assert failures() == [1, 1, 1]


def test_a_count_inside_a_transaction_is_a_mistake_of_ours(committed_db: str) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        brake.begin("account:1", "192.0.2.1")


def test_a_day_of_guessing_one_account_from_one_place_is_a_hundred_guesses() -> None:
    """What the numbers mean: how often somebody may guess in a day, at most."""
    limit = brake.ACCOUNT_AT_ADDRESS
    until_longest = limit.free + math.ceil(math.log2(limit.longest))
    assert until_longest + 86_400 // limit.longest < 115

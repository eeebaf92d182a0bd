"""Who somebody is: name and password, second factor, and how lately he proved it.

allauth carries a sign-in through its steps and keeps the devices; the names people sign in with,
the counting of failed tries, the sealing of secrets and the words are ours.
"""

from __future__ import annotations

import base64
import functools
import ipaddress
import time
import unicodedata
import uuid
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    perform_password_login,
    record_authentication,
)
from allauth.account.models import Login
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from qrcode.image.svg import SvgPathFillImage

from dangjian.kernel import clock, crypto, identity
from dangjian.kernel.compiled import Compiled
from dangjian.kernel.refusal import Stale
from dangjian.registry import brake, devices, passkeys, sessions
from dangjian.registry.actions import accounts
from dangjian.registry.models import Account, Person
from dangjian.registry.passwords import OFFICER_LENGTH

FRESH = 300  # seconds for which a proof of identity opens what asks for one
NOT_FOUND = "登录名（手机号）或密码不对。请核对后再输；忘了密码，请找支部书记要一个启用码。"
WRONG_CODE = "动态口令不对，或者刚用过一次。请等手机上的数字更新后再输，也可以输一个备用码。"
_SHORT = "short_password"
_NO_ROW = uuid.UUID(int=0)
R = TypeVar("R", bound=HttpResponseBase)


# --- names and addresses ----------------------------------------------------------------------


def account_called(name: str) -> Account | None:
    """The account somebody means who types a login name, or the mobile number in the register.

    None also for a number that several people share: they sign in with their login names.
    """
    typed = plain(name).removeprefix("+86")
    found = Account.objects.select_related("person").filter(login_name=typed)
    if identity.is_mobile(typed):
        found = Account.objects.select_related("person").filter(
            person__mobile_index=Person.index_of("mobile", typed), is_active=True
        )
    matches = list(found[:2])
    return matches[0] if len(matches) == 1 else None


def plain(typed: str) -> str:
    """As it is stored: half-width, small letters, no spaces (people group telephone numbers)."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).lower()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; of IPv6 the network, since one customer has all of it."""
    address = ipaddress.ip_address(AccountAdapter(request).get_client_ip(request))
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), 64), strict=False).network_address)


def mark_of(account: Account | None, name: str = "") -> str:
    """What tries are counted against: the account, or a name that belongs to none."""
    return f"account:{account.pk}" if account else f"name:{plain(name)}"


# --- proofs -----------------------------------------------------------------------------------


def prove_password(request: HttpRequest, name: str, password: str) -> Account | None:
    """The account these belong to, or None. The try is counted; Braked where waiting is due."""
    account = account_called(name)
    attempt = brake.begin(mark_of(account, name), address_of(request))
    if _is_right(account, password):
        attempt.right()
        return account
    _failed(attempt, account)
    return None


def prove_second_factor(request: HttpRequest, account: Account, code: str) -> Authenticator | None:
    """The device or list of recovery codes this code belongs to, or None. Counted likewise."""
    attempt = brake.begin(mark_of(account), address_of(request))
    used = use_code(account, code)
    if used is None:
        _failed(attempt, account)
    else:
        attempt.right()
    return used


def prove_passkey(
    request: HttpRequest, account: Account | None, credential: Any
) -> Authenticator | None:
    """The passkey this was signed with, or None. Counted likewise.

    account: None before anybody said who he is; then the passkey names its owner, who must have an
    open account.
    """
    whose = account or passkeys.owner(credential)
    attempt = brake.begin(mark_of(whose, "passkey"), address_of(request))
    used = passkeys.use(whose, credential) if whose and whose.is_active else None
    if used is None:
        _failed(attempt, whose)
    else:
        attempt.right()
    return used


def has_second_factor(account: Account) -> bool:
    """Whether anything besides the password is asked for: a telephone is tied, or a passkey."""
    return bool(_second_factors.rows(account.pk))


_second_factors = Compiled(
    lambda account: Authenticator.objects.filter(
        user=account, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    ).values_list("pk")[:1]
)


def step_of(secret: str, code: str) -> int | None:
    """The time step (of 30 seconds) whose code this is, now or one step beside it."""
    typed = unicodedata.normalize("NFKC", code)
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=typed, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None


def new_secret() -> str:
    """160 random bits in Base32, as authenticators read them."""
    return generate_totp_secret()


def _is_right(account: Account | None, password: str) -> bool:
    """An unknown name costs the same time as a known one."""
    if account is None:
        make_password(password)
        return False
    return account.check_password(password) and account.is_active


def _failed(attempt: brake.Try, account: Account | None) -> None:
    if account is None:
        attempt.failed()
    else:
        attempt.failed(account.person.uid, account.person.path)


@transaction.atomic
def use_code(account: Account, code: str) -> Authenticator | None:
    """Find the device and use the code up; two requests with one code: one of them is right."""
    devices = Authenticator.objects.select_for_update(of=("self",)).filter(user=account)
    # A passkey shows no codes.
    for device in devices.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk"):
        totp = device.type == Authenticator.Type.TOTP
        right = _use_step(device, code) if totp else device.wrap().validate_code(plain(code))
        if right:
            return device
    return None


def _use_step(device: Authenticator, code: str) -> bool:
    """A code is good once, and none from before it (RFC 6238, 5.2), in whichever process."""
    step = step_of(decrypt(device.data["secret"]), code)
    if step is None or step <= device.data.get("last_step", 0):
        return False
    device.data["last_step"] = step
    device.save(update_fields=["data"])
    return True


# --- fresh proofs -----------------------------------------------------------------------------


def record_proof(request: HttpRequest, account: Account, *methods: str) -> None:
    """Remember in this session that the owner just proved who he is ("password", "mfa")."""
    for method in methods:
        record_authentication(request, account, method)


def proved_lately(request: HttpRequest, within: int = FRESH) -> bool:
    """Whether every factor the account has was proved within so many seconds."""
    account: Account = request.user  # type: ignore[assignment]
    needed = {"password", "mfa"} if has_second_factor(account) else {"password"}
    records = get_authentication_records(request, account)
    return needed <= {r["method"] for r in records if time.time() - r["at"] < within}


def session_gone(request: HttpRequest) -> bool:
    """Whether the browser brings a session that is not there any more: ended from elsewhere, by a
    new password, by whoever closed the account, or because it was too old."""
    brought = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return bool(brought) and brought != request.session.session_key


def age_of_proof(request: HttpRequest) -> int | None:
    """Seconds since the older of password and second factor was proved; None if one never was.

    What takes two persons needs both (TRUST §2.5): without a second factor there is no proof.
    """
    account: Account = request.user  # type: ignore[assignment]
    if not has_second_factor(account):
        return None
    latest = {r["method"]: r["at"] for r in get_authentication_records(request, account)}
    if not {"password", "mfa"} <= set(latest):
        return None
    # Of several proofs by one method the last counts: they stand in the order they were given.
    return max(0, int(time.time() - min(latest["password"], latest["mfa"])))


PROOF_DUE = (
    "隔得久了，要再确认一次是您本人。请在另一个窗口打开“我的—账号安全”里的任何一项，"
    "按提示输密码，再回到这一页点“再试一次”。"
)


def fresh_proof_needed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: the page asks for the password (and the code) first, unless that was just done.

    A form that was opened with a fresh proof may be sent a while later: nothing typed is lost.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if proved_lately(request, FRESH if request.method == "GET" else 3 * FRESH):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            # Refused, not led elsewhere: the form is kept, and its key stays good.
            raise Stale(PROOF_DUE)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")

    return guarded


def both_proofs_needed(view: Callable[..., R]) -> Callable[..., R | HttpResponse]:
    """Decorator: password and second factor not older than five minutes, also when the form comes.

    The page that asks for both in one form is the one `fresh_proof_needed` leads to.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> R | HttpResponse:
        age = age_of_proof(request)
        if age is not None and age <= FRESH:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            raise Stale(PROOF_DUE)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")

    return guarded


def sign_in(request: HttpRequest, account: Account, password: str, to: str) -> HttpResponseBase:
    """Sign in somebody whose password was just proved or set; a second factor is still asked."""
    note_length(request, password)
    request.session.set_expiry(0)
    return perform_password_login(request, {}, Login(user=account, redirect_url=to))


def sign_in_by_passkey(request: HttpRequest, passkey: Authenticator, to: str) -> HttpResponseBase:
    """Sign in the owner of a passkey that was just proved: the key in his hand, and what opens it.

    A password was not asked for: what touches the account asks for it before it is done.
    """
    request.session.set_expiry(0)
    post_authentication(request, passkey, passwordless=True)
    return perform_login(request, Login(user=passkey.user, redirect_url=to))


def note_length(request: HttpRequest, password: str) -> None:
    """Remember that the password is too short for anybody who holds office."""
    request.session[_SHORT] = len(password) < OFFICER_LENGTH


def password_too_short(request: HttpRequest) -> bool:
    """Whether this session was opened with a password too short for anybody who holds office."""
    return bool(request.session.get(_SHORT))


# --- what allauth asks for --------------------------------------------------------------------


class SignInBackend(ModelBackend):
    """Loads accounts for sessions (closed ones never) and checks name and password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Account | None:
        account = account_called(username or "")
        return account if _is_right(account, password or "") else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, asked at every request."""
        for row in _accounts.rows(user_id):
            account: Account = Account.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row)
            return account if self.user_can_authenticate(account) else None
        return None


_COLUMNS = [column.attname for column in Account._meta.concrete_fields]
_accounts = Compiled(lambda pk: Account.objects.filter(pk=pk).values_list(*_COLUMNS))


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, no mail; every try counted; every sign-in on record before it happens."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_FOUND
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no mail."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return []

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        try:
            return prove_password(request, credentials["username"], credentials["password"])
        except brake.Braked as wait:
            raise ValidationError(str(wait), code="braked") from wait

    def login(self, request: HttpRequest, user: Any) -> None:
        accounts.record_sign_in(user)
        brake.clear(mark_of(user), address_of(request))
        super().login(request, user)
        kind = devices.describe(request.headers.get("User-Agent", ""))
        sessions.begin(request.session, kind, clock.today())


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets sealed with the installation's key; the QR code on a ground of its own; passkeys made
    for the host the site was asked for."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(crypto.seal("mfa_authenticator", "data", _NO_ROW, text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return crypto.unseal("mfa_authenticator", "data", _NO_ROW, sealed)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = super().get_public_key_credential_rp_entity()["id"]
        return {"id": host, "name": str(settings.SITE_NAME)}

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage, border=3).save(drawn)
        return drawn.getvalue().decode()


def shown(account: Account, secret: str) -> dict[str, str]:
    """How a secret is handed over: `link` for this telephone, `drawing` (a data: address)."""
    adapter = SecondFactorAdapter(context.request)
    link = adapter.build_totp_url(account, secret)
    svg = adapter.build_totp_svg(link)
    drawing = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    return {"link": link, "drawing": drawing}

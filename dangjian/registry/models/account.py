"""Accounts, the roles people hold, codes that activate, and the brake on guessing."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from dangjian.kernel import crypto, secrecy
from dangjian.registry.models.organization import Organization
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import stays
from dangjian.registry.models.validity import Dated, once_at_a_time

LOGIN_NAME = r"^(?=.*[a-z])[a-z0-9]{4,40}$"
"""Letters and digits with at least one letter: a login name never looks like a mobile number."""


class Account(AbstractBaseUser):
    """One account for one person of the register. There is no account without a person.

    session_round is part of what every session of the account is checked against: counting it up
    ends all of them at once. password_set_on: None where it was set before that was noted.
    """

    login_name = models.CharField("登录名", max_length=40, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField("可用", default=True)
    activated_at = models.DateTimeField("启用时间")
    closed_at = models.DateTimeField("停用时间", null=True)
    closing_reason = models.CharField("停用原因", max_length=60, default="", blank=True)
    session_round = models.PositiveIntegerField(default=0)
    password_set_on = models.DateField("密码哪天设的", null=True)

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = BaseUserManager()

    of_person = {"person": stays("账号")}
    secrecy = secrecy.declare(
        public="id",
        internal=(
            "login_name person is_active activated_at closed_at closing_reason session_round"
            " password_set_on"
        ),
        sensitive="last_login",
        key="password",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="login_name_form", condition=Q(login_name__regex=LOGIN_NAME)
            ),
        )

    def __str__(self) -> str:
        return self.login_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session keeps to be recognised by: changes with the password and the round."""
        return salted_hmac(
            "dangjian.registry.Account.session",
            f"{self.session_round}|{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Role(models.TextChoices):
    """The closed list of roles. Which may do what stands in registry.authority."""

    MEMBER = "member", "党员"
    SECRETARY = "secretary", "支部书记"
    ORGANIZER = "organizer", "组织员"
    CLERK = "clerk", "党务干事"
    OFFICE = "office", "组织部干部"
    LEADER = "leader", "领导"
    SYSTEM_OFFICER = "system_officer", "系统管理员"
    SECURITY_OFFICER = "security_officer", "安全管理员"
    AUDITOR = "auditor", "审计员"


OFFICERS = (Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDITOR)
"""三员: one person holds at most one of the three."""


class RoleGrant(Dated):
    """A role a person holds over an organization and everything under it, in a range of days.

    consent: the request to which a second person agreed, one for all roles of a post that is handed
    over; only founding acts have none (a trigger).
    """

    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=20, choices=Role)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="grants")
    granted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="授权人"
    )
    document = models.CharField("授权依据", max_length=120, default="", blank=True)
    consent = models.ForeignKey(
        "registry.Consent", on_delete=models.PROTECT, null=True, related_name="granted"
    )

    of_person = {"holder": stays("角色")}
    secrecy = secrecy.declare(
        public="id", internal="holder role organization valid granted_by document consent"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="granted_once_for_a_consent", fields=("consent", "role", "organization")
            ),
            once_at_a_time(
                "a_role_once_at_a_time",
                "holder",
                "role",
                "organization",
                sentence="这位同志已经有这个角色。",
            ),
            once_at_a_time(
                "one_of_three_officers_at_a_time",
                "holder",
                only=Q(role__in=("system_officer", "security_officer", "auditor")),
                sentence="系统管理员、安全管理员、审计员须由不同的人担任。",
            ),
            models.CheckConstraint(
                name="nobody_grants_himself",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=models.F("holder")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder_id} {self.role} at {self.organization_id}"


class ActivationCode(models.Model):
    """A one-time code a person opens or regains the account with; only its keyed hash is kept.

    drops_second_factor: whoever activates with it starts without the second factor he had (a lost
    phone). One code of a person is open at a time.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="activation_codes")
    code_index = models.BinaryField(max_length=16, unique=True)
    issued_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发放人"
    )
    issued_at = models.DateTimeField("发放时间")
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True)
    cancelled_at = models.DateTimeField("作废时间", null=True)
    drops_second_factor = models.BooleanField("解除动态口令", default=False)

    of_person = {"person": stays("启用码")}
    secrecy = secrecy.declare(
        public="id",
        internal=("person issued_by issued_at expires_at used_at cancelled_at drops_second_factor"),
        key="code_index",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_open_code_for_a_person",
                fields=("person",),
                condition=Q(used_at__isnull=True, cancelled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="nobody_issues_his_own_code",
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=models.F("person")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} until {self.expires_at:%Y-%m-%d}"

    @staticmethod
    def index_of(code: str) -> bytes:
        """Under what a code is found. Spaces and dashes are for the eye only."""
        typed = unicodedata.normalize("NFKC", code)
        digits = "".join(character for character in typed if character in "0123456789")
        return crypto.blind("registry_activationcode", "code", digits)


class SignInBrake(models.Model):
    """Failed tries against one account or from one address, as keyed hashes: the delay grows."""

    key = models.BinaryField(max_length=16, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(db_index=True)

    secrecy = secrecy.declare(internal="failures failed_at", key="key")

    def __str__(self) -> str:
        return f"{self.failures} failures"

"""Requests that need a second person, what was opened by them, and who saw the papers himself."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

from dangjian.kernel import secrecy
from dangjian.registry.models.organization import Organization
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import stays

LONGEST_PROOF = 300
"""How old, in seconds, password and code may be when a request is made or agreed to."""

LONGEST_EMERGENCY = dt.timedelta(hours=24)
_NEVER_LONGER = Value("24 hours", output_field=models.CharField())


class Act(models.TextChoices):
    """The closed list of what takes two. How each is done stands in actions/consents/deeds.py."""

    GRANT = "grant", "授予角色"
    END_OFFICER = "end_officer", "收回三员的角色"
    OPEN = "open", "查看公民身份号码"
    EXPORT = "export", "导出党员名单"
    EXPORT_KEY = "export_key", "导出带号码、住址的名单"
    EMERGENCY = "emergency", "启用应急"
    HAND_OVER = "hand_over", "移交角色"
    REOPEN = "reopen", "恢复党员登录"
    VOID_NOTICE = "void_notice", "撤销离岗通知"
    MERGE = "merge", "合并同一个人的两份档案"
    UNDO_IMPORT = "undo_import", "整份撤回导入的名册"
    OPERATE = "operate", "服务器上的操作"
    UNDO_TREE = "undo_tree", "整份撤回导入的党组织"
    ERASE = "erase", "抹去证据里关于一个人的内容"


class ConsentState(models.TextChoices):
    """Only ever forward; a trigger sees to it. Whether it ran out is told by expires_at."""

    ASKED = "asked", "等复核"
    AGREED = "agreed", "同意了，等办理"
    REFUSED = "refused", "没有同意"
    WITHDRAWN = "withdrawn", "撤回了"
    DONE = "done", "办好了"


class Consent(models.Model):
    """One act that one person asks for and another agrees to; it happens once, as it was agreed to.

    payload: canonical JSON of what is to be done; digest: its SHA-256. place: over what the maker
    holds his right: the checker holds his there or above. concerns: who gains by it, or whose data
    it is about; concerns_too: from whom it goes; neither of them is maker or checker. *_proof:
    seconds since password and code were given. use_until: for what is carried out by the maker
    after it was agreed to.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    act = models.CharField("事项", max_length=20, choices=Act)
    payload = models.TextField("办什么")
    digest = models.BinaryField(max_length=32)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    concerns = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="consents_about"
    )
    concerns_too = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents_asked")
    maker_role = models.CharField(max_length=20)
    maker_proof = models.PositiveSmallIntegerField()
    reason = models.CharField("理由", max_length=200)
    asked_at = models.DateTimeField("提出时间")
    expires_at = models.DateTimeField("失效时间")
    state = models.CharField(
        "状态", max_length=10, choices=ConsentState, default=ConsentState.ASKED
    )
    checker = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="consents_decided"
    )
    checker_proof = models.PositiveSmallIntegerField(null=True)
    agreed_digest = models.BinaryField(max_length=32, null=True)
    decided_at = models.DateTimeField("复核时间", null=True)
    words = models.CharField("复核意见", max_length=200, default="", blank=True)
    emergency = models.ForeignKey(
        "registry.Emergency", on_delete=models.PROTECT, null=True, related_name="consents"
    )
    use_until = models.DateTimeField("最迟办理", null=True)
    executed_at = models.DateTimeField("办理时间", null=True)
    executed_digest = models.BinaryField(max_length=32, null=True)

    of_person = {
        "concerns": stays("两个人办的事"),
        "concerns_too": stays("两个人办的事"),
        "maker": stays("提出的申请"),
        "checker": stays("复核的申请"),
    }
    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "act organization place maker maker_role maker_proof asked_at expires_at state checker"
            " checker_proof decided_at emergency use_until executed_at digest agreed_digest"
            " executed_digest"
        ),
        sensitive="payload concerns concerns_too reason words",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="nobody_agrees_to_his_own",
                condition=Q(checker__isnull=True) | ~Q(checker=F("maker")),
            ),
            models.CheckConstraint(
                name="nobody_decides_what_concerns_him",
                condition=Q(concerns__isnull=True)
                | (~Q(maker=F("concerns")) & (Q(checker__isnull=True) | ~Q(checker=F("concerns")))),
            ),
            models.CheckConstraint(
                name="nobody_decides_what_goes_from_him",
                condition=Q(concerns_too__isnull=True)
                | (
                    ~Q(maker=F("concerns_too"))
                    & ~Q(concerns=F("concerns_too"))
                    & (Q(checker__isnull=True) | ~Q(checker=F("concerns_too")))
                ),
            ),
            models.CheckConstraint(
                name="consent_digest_of_payload",
                condition=Q(
                    digest=Func(
                        Func(F("payload"), Value("UTF8"), function="convert_to"),
                        function="sha256",
                        output_field=models.BinaryField(),
                    )
                ),
            ),
            models.CheckConstraint(
                name="done_as_agreed_to",
                condition=(Q(agreed_digest__isnull=True) | Q(agreed_digest=F("digest")))
                & (Q(executed_digest__isnull=True) | Q(executed_digest=F("agreed_digest"))),
            ),
            models.CheckConstraint(
                name="consent_proofs_are_fresh",
                condition=Q(maker_proof__lte=LONGEST_PROOF)
                & (Q(checker_proof__isnull=True) | Q(checker_proof__lte=LONGEST_PROOF)),
            ),
            models.CheckConstraint(
                name="consent_in_time",
                condition=(~Q(state__in=("agreed", "done")) | Q(decided_at__lte=F("expires_at")))
                & (Q(executed_at__isnull=True) | Q(executed_at__lte=F("use_until"))),
            ),
            models.CheckConstraint(
                name="consent_state_has_its_people",
                condition=Q(
                    state="asked",
                    checker__isnull=True,
                    decided_at__isnull=True,
                    executed_at__isnull=True,
                )
                | Q(
                    state="agreed",
                    checker__isnull=False,
                    checker_proof__isnull=False,
                    agreed_digest__isnull=False,
                    decided_at__isnull=False,
                    use_until__isnull=False,
                    executed_at__isnull=True,
                )
                | Q(
                    state="done",
                    checker__isnull=False,
                    checker_proof__isnull=False,
                    agreed_digest__isnull=False,
                    decided_at__isnull=False,
                    executed_at__isnull=False,
                    executed_digest__isnull=False,
                )
                | Q(state="refused", checker__isnull=False, decided_at__isnull=False)
                | Q(state="withdrawn", executed_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(fields=["maker", "-id"], name="consent_by_maker"),
            models.Index(fields=["expires_at"], name="consent_waiting", condition=Q(state="asked")),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.uid}"

    @property
    def wanted(self) -> Mapping[str, Any]:
        """What is to be done, as the deed reads it."""
        asked: Mapping[str, Any] = json.loads(self.payload)
        return asked

    @property
    def intact(self) -> bool:
        """Whether the payload is still the one the digest is of."""
        return digest_of(self.payload) == bytes(self.digest)

    @property
    def seen(self) -> str:
        """What a form carries, so that nobody agrees to anything but what he saw."""
        return bytes(self.digest).hex()

    def ran_out(self, now: dt.datetime) -> bool:
        """Whether it waited too long, for the checker or (once agreed to) for the maker."""
        if self.state == ConsentState.ASKED:
            return now > self.expires_at
        late = self.use_until is not None and now > self.use_until
        return self.state == ConsentState.AGREED and late

    def told_state(self, now: dt.datetime) -> str:
        """The state as people read it."""
        return "过期了" if self.ran_out(now) else str(ConsentState(self.state).label)


def digest_of(payload: str) -> bytes:
    """SHA-256 of a canonical payload, as the database reckons it too."""
    return hashlib.sha256(payload.encode()).digest()


class Opening(models.Model):
    """Somebody may look at sealed items of a person until a moment, because two agreed to it."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="opening")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    items = ArrayField(models.CharField(max_length=20))
    opened_at = models.DateTimeField("开始")
    until = models.DateTimeField("到何时")

    of_person = {"person": stays("看号码的许可")}
    secrecy = secrecy.declare(
        public="id", internal="consent holder opened_at until", sensitive="person items"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="opened_for_another", condition=~Q(person=F("holder"))),
            models.CheckConstraint(name="opened_for_a_time", condition=Q(until__gt=F("opened_at"))),
        )
        indexes = (models.Index(fields=["person", "holder"], name="opening_of_person"),)

    def __str__(self) -> str:
        return f"{self.holder_id} may look at {self.person_id} until {self.until:%Y-%m-%d %H:%M}"


class Emergency(models.Model):
    """Hours in which two officers of different office may agree where nobody else can.

    Two people still stand behind each act; everything done in it is listed (`consents`), and an
    auditor says afterwards what he found.
    """

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="opened")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("启用时间")
    until = models.DateTimeField("到何时")
    reviewed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审计员"
    )
    reviewed_at = models.DateTimeField("复查时间", null=True)
    finding = models.CharField("复查结果", max_length=400, default="", blank=True)

    secrecy = secrecy.declare(
        public="id",
        internal="consent organization one other opened_at until reviewed_by reviewed_at",
        sensitive="finding",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="emergency_by_two", condition=~Q(one=F("other"))),
            models.CheckConstraint(
                name="emergency_for_hours",
                condition=Q(until__gt=F("opened_at"))
                & Q(
                    until__lte=F("opened_at")
                    + Func(
                        _NEVER_LONGER,
                        template="%(expressions)s::interval",
                        output_field=models.DurationField(),
                    )
                ),
            ),
            models.CheckConstraint(
                name="emergency_reviewed_by_a_third",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, finding="")
                | (
                    Q(reviewed_by__isnull=False, reviewed_at__gte=F("until"))
                    & ~Q(finding="")
                    & ~Q(reviewed_by=F("one"))
                    & ~Q(reviewed_by=F("other"))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"emergency at {self.organization_id} until {self.until:%Y-%m-%d %H:%M}"


class Inspection(models.Model):
    """材料已当面核验: an officer saw the papers themselves, with or without a scan of them.

    person: whom the request concerns, so that it stands at his record too. scan: SHA-256 or SM3 of
    the scanned file, in hexadecimal; the file itself stays where the papers are kept.
    """

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="inspections")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="inspections"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    papers = models.CharField("看了哪些材料", max_length=120)
    scan = models.CharField("扫描件的摘要", max_length=64, default="", blank=True)
    at = models.DateTimeField("核验时间")

    of_person = {"person": stays("当面核验")}
    secrecy = secrecy.declare(public="id", internal="consent by at scan", sensitive="person papers")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="nobody_inspects_his_own_papers",
                condition=Q(person__isnull=True) | ~Q(person=F("by")),
            ),
            models.CheckConstraint(
                name="scan_is_a_digest", condition=Q(scan__regex=r"^([0-9a-f]{64})?$")
            ),
            models.UniqueConstraint(name="one_inspection_each", fields=("consent", "by")),
        )

    def __str__(self) -> str:
        return f"papers of consent {self.consent_id} seen by {self.by_id}"

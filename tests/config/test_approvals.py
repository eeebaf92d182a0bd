"""What the command line does only when two officers of different office agreed in the web (X15)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client

from dangjian.config import approvals, evidence_command
from dangjian.config.cluster import ClusterError
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import consents
from dangjian.registry.models import Act, Consent, ConsentState, RestoreCode, RoleGrant
from dangjian.registry.models.restoring import fits
from tests.district import TODAY, District, give, register
from tests.registry.consented import agreed, asked, proved
from tests.registry.forms_sent import send, text

pytestmark = pytest.mark.django_db

ROTATE = {"operation": "rotate_keys", "detail": "gm"}


def allowed(district: District, wanted: dict[str, str], now: dt.datetime | None = None) -> Consent:
    now = now or clock.now()
    consent = asked(Act.OPERATE, wanted, district.people["system_officer"], now)
    return agreed(consent, district.people["security_officer"], now)


def test_keys_are_changed_once_and_only_as_two_officers_agreed(district: District) -> None:
    with pytest.raises(ClusterError, match="系统管理员和安全管理员"):
        approvals.take("rotate_keys", "gm")
    consent = allowed(district, ROTATE)
    with pytest.raises(ClusterError, match="算法不变"):
        approvals.take("rotate_keys")
    approvals.take("rotate_keys", "gm")
    consent.refresh_from_db()
    assert consent.state == ConsentState.DONE
    assert Leaf.objects.filter(verb="carry_out_consent", subject_uid=consent.uid).exists()
    with pytest.raises(ClusterError):
        approvals.take("rotate_keys", "gm")


def test_what_was_agreed_to_yesterday_is_over(district: District) -> None:
    allowed(district, ROTATE, clock.now() - dt.timedelta(hours=25))
    with pytest.raises(ClusterError):
        approvals.take("rotate_keys", "gm")


def test_what_was_agreed_to_is_done_once_and_only_while_both_may(district: District) -> None:
    """TRUST 2.5: whoever agreed has lost his office since; and what was done is not done again."""
    consent = allowed(district, ROTATE)

    def carry_out() -> None:
        maker = district.people["system_officer"]
        consents.carry_out(consent, lambda _: None, maker=maker, now=clock.now(), by=SYSTEM)

    with transaction.atomic():
        RoleGrant.objects.filter(holder=district.people["security_officer"]).current().end(TODAY)
        with pytest.raises(Refused, match="同意的同志已经没有这个权限"):
            carry_out()
        transaction.set_rollback(True)
    carry_out()
    with pytest.raises(Stale, match="不能再办"):
        carry_out()


def test_a_witness_is_taken_on_and_let_go_by_two(district: District) -> None:
    with pytest.raises(ClusterError, match="登记一位见证人"):
        evidence_command.admit("anything")
    with pytest.raises(ClusterError, match="不再收"):
        evidence_command.dismiss("neighbour.example/one")


def test_before_there_are_three_officers_there_is_nobody_to_ask() -> None:
    """The twin: nothing but the officers who are there asks for it."""
    approvals.take("rotate_keys", "gm")
    approvals.take("drop_keys")


def test_two_of_one_office_are_not_enough(district: District) -> None:
    second = register(district.east, "秦守仓")
    give(second, "system_officer", district.root)
    consent = asked(Act.OPERATE, ROTATE, district.people["system_officer"])
    with pytest.raises(Refused, match="两种不同的管理员"), transaction.atomic():
        agreed(consent, second)
    agreed(consent, district.people["security_officer"])


def test_the_page_asks_for_exactly_one_thing(district: District) -> None:
    officer = proved(district, "system_officer")
    typed = {"operation": "rotate_keys", "detail": "sm9", "reason": "每年换一次"}
    wrong = send(officer, "/operations/ask/", **typed)
    assert wrong.status_code == 422 and "国密算法写 gm" in text(wrong)
    sent = send(officer, "/operations/ask/", **typed | {"detail": " gm "})
    consent = Consent.objects.get(act=Act.OPERATE)
    assert sent["Location"] == f"/consents/{consent.pk}/"
    checker = proved(district, "security_officer")
    assert "换成国密算法" in text(checker.get(f"/consents/{consent.pk}/agree/"))
    assert send(checker, f"/consents/{consent.pk}/agree/").status_code == 302
    assert "在服务器的命令行里办" in text(officer.get(f"/consents/{consent.pk}/"))


def test_an_officer_prints_his_restore_code_and_it_is_kept_nowhere(district: District) -> None:
    officer = proved(district, "auditor")
    assert "还没有打印过" in text(officer.get("/me/restore-code/"))
    page = text(send(officer, "/me/restore-code/"))
    kept = RestoreCode.objects.get()
    digits = "".join(page.split("叶知渔的恢复码")[1].split("打印")[1].split("从备份")[0].split())
    assert len(digits) == 20 and fits(bytes(kept.salt), bytes(kept.digest), digits)
    assert not fits(bytes(kept.salt), bytes(kept.digest), digits[:-1] + "x")
    send(officer, "/me/restore-code/")
    assert RestoreCode.objects.filter(ended_at__isnull=True).count() == 1
    assert "没有这个页面" in text(district.sign_in(Client(), "clerk").get("/me/restore-code/"))

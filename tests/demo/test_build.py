"""The small district as it is built: everything in the register agrees with everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.conf import settings
from django.contrib.auth import authenticate
from django.db.models import Count, F, Q

from dangjian.config import cluster
from dangjian.courier.models import Message
from dangjian.flow import queries as flow_queries
from dangjian.kernel import clock
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import (
    IN_THE_PARTY,
    Account,
    CommitteeTerm,
    Membership,
    Naming,
    Organization,
    Parentage,
    Person,
    Post,
    PostTitle,
    Role,
    Standing,
)
from dangjian.registry.models import OrganizationForm as Form
from demo import accounts, build, cast
from tests.conftest import template_database, use_database
from tests.district import TODAY
from tests.environment import HOME

SOON = dt.timedelta(days=183)


@pytest.fixture(scope="module", autouse=True)
def built(django_db_setup: None, django_db_blocker: object) -> Iterator[build.Built]:
    """One small district for all these tests, in a database of its own."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"{before}_demo"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]
        patch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
        cluster.drop_database(HOME, name)
        cluster.copy_database(HOME, template_database(), name)
        use_database(name)
        yield build.build("small", TODAY, say=lambda _: None)
        use_database(before)
        cluster.drop_database(HOME, name)


def _members() -> object:
    return Person.objects.filter(standing__in=IN_THE_PARTY)


# --- what was asked for ---------------------------------------------------------------------------


def test_there_are_1500_members_in_seventy_organizations(built):
    assert _members().count() == 1500
    assert Organization.objects.open().count() == built.organizations - 1
    assert Person.objects.count() == built.people


def test_the_demo_can_be_told_from_a_real_register(built):
    assert accounts.is_demo()


def test_a_second_build_changes_nothing(built):
    said: list[str] = []
    before = Leaf.objects.count()
    again = build.build("small", TODAY, say=said.append)
    assert said == ["示例区县已经在了，没有改动。"]
    assert (again.organizations, Leaf.objects.count()) == (0, before)


def test_everything_was_done_by_the_system_and_is_on_record(built):
    people = Leaf.objects.filter(verb="register_member").count()
    assert people == built.people
    owners = ("activate_account", "set_up_second_factor", "name_expert")
    spoken = ("errand", "todo", "thread", "seminar", "paper", "consultation", "opinion")
    spoken += ("letter", "case", "message", "column", "article", "submission", "publication")
    spoken += ("notice", "catalogue_item", "personnel_entry", "application")
    spoken += ("source", "entry", "document", "admission", "meeting", "development")
    spoken += ("award", "nomination", "honour", "transfer", "introduction", "guest")
    spoken += ("contact_note", "correction", "appraisal", "visit", "excuse")
    spoken += ("dues_declaration", "dues_entry", "dues_relief", "dues_branchaccount")
    built_up = Leaf.objects.exclude(verb__in=owners).exclude(subject_kind__in=spoken)
    assert not built_up.exclude(actor_role="system").exists()


def test_on_the_first_day_something_waits_for_the_secretary_a_member_and_a_helper(built):
    waiting = {
        name: flow_queries.inbox(viewer_of(account_of(name), TODAY), TODAY).total
        for name in (cast.SECRETARY, cast.NEW_MEMBER, "何秋实")
    }
    assert waiting == {cast.SECRETARY: 3, cast.NEW_MEMBER: 1, "何秋实": 5}
    secretary = viewer_of(account_of(cast.SECRETARY), TODAY)
    assert flow_queries.waiting_on_others(secretary, TODAY).total == 8


def account_of(name: str) -> Account:
    return Account.objects.get(person__name=name)


# --- the register agrees with itself --------------------------------------------------------------


def test_every_member_is_in_exactly_one_branch(built):
    current = Count("memberships", filter=Q(memberships__valid__upper_inf=True))
    wrong = _members().annotate(current=current).exclude(current=1)
    assert not wrong.exists()
    elsewhere = Membership.objects.current().exclude(organization=F("person__organization"))
    assert not elsewhere.exists()


def test_the_standing_of_today_is_that_of_the_history(built):
    now = Standing.objects.current()
    assert now.count() == Person.objects.count()
    assert not now.exclude(kind=F("person__standing")).exists()


def test_paths_follow_parentage(built):
    organizations = list(Organization.objects.select_related("parent"))
    for one in organizations:
        above = one.parent.path if one.parent else "/"
        assert one.path == f"{above}{one.pk}/"
    astray = Parentage.objects.current().exclude(
        Q(parent=F("organization__parent")) | Q(parent=None, organization__parent=None)
    )
    assert not astray.exists()
    assert not Person.objects.exclude(path=F("organization__path")).exists()


def test_names_are_those_of_the_last_naming(built):
    stale = Naming.objects.current().exclude(
        name=F("organization__name"),
        short_name=F("organization__short_name"),
        form=F("organization__form"),
    )
    assert not stale.exists()


def test_posts_are_held_by_full_members_of_the_organization(built):
    held = Post.objects.current().select_related("person", "organization")
    assert held.count() > 150
    for post in held:
        assert post.person.standing == "full"
        if post.organization.form != Form.GROUP:
            assert post.person.path.startswith(post.organization.path)


def test_marks_of_the_lost_and_the_floating_agree_with_their_spells(built):
    for mark, spells in (("lost", "losses"), ("floating", "floatings")):
        open_spell = Count(spells, filter=Q(**{f"{spells}__valid__upper_inf": True}))
        people = Person.objects.annotate(open=open_spell)
        assert not people.filter(**{mark: True}).exclude(open=1).exists()
        assert not people.filter(**{mark: False}).exclude(open=0).exists()


# --- believable history ---------------------------------------------------------------------------


def test_a_branch_grew_into_a_general_branch(built):
    grown = Organization.objects.get(short_name="南圃社区党总支")
    assert list(grown.namings.order_by("valid").values_list("short_name", "form")) == [
        ("南圃社区党支部", Form.BRANCH),
        ("南圃社区党总支", Form.GENERAL_BRANCH),
    ]
    assert grown.children.count() == 2
    assert Membership.objects.filter(organization=grown, valid__upper_inf=False).count() > 20


def test_a_street_was_put_under_another_committee(built):
    street = Organization.objects.get(short_name="望湖街道党工委")
    superiors = street.parentages.order_by("valid").values_list("parent__short_name", flat=True)
    assert list(superiors) == ["禾丰区委", "经济开发区党工委"]


def test_a_branch_was_closed_and_its_members_went_elsewhere(built):
    closed = Organization.objects.get(short_name="柳编工艺厂党支部")
    assert closed.closed_on == TODAY - dt.timedelta(days=275)
    former = Membership.objects.filter(organization=closed)
    assert former.count() == 9
    assert not former.current().exists()


def test_two_committees_are_overdue_and_some_are_soon_due(built):
    terms = CommitteeTerm.objects.current()
    assert terms.filter(due_on__lt=TODAY).count() == 2
    assert terms.filter(due_on__gte=TODAY, due_on__lte=TODAY + SOON).count() >= 3


def test_one_branch_has_no_secretary(built):
    leads = Count("posts", filter=Q(posts__title=PostTitle.SECRETARY, posts__valid__upper_inf=True))
    without = (
        Organization.objects.open()
        .exclude(form__in=(Form.GROUP, Form.TEMPORARY_BRANCH))
        .annotate(secretaries=leads)
        .filter(secretaries=0)
    )
    assert without.count() == 1


def test_members_joined_turned_full_left_and_died(built):
    kinds = dict(Person.objects.values_list("standing").annotate(count=Count("pk")))
    assert (kinds["died"], kinds["left"], kinds["suspended"]) == (9, 3, 2)
    assert 25 <= kinds["probationary"] <= 40
    reasons = set(Standing.objects.values_list("reason", flat=True))
    assert {"按期转正", "恢复党籍", "取消预备党员资格", "失去联系六个月以上", "去世"} <= reasons


def test_the_branch_of_the_screens_is_as_drawn(built):
    home = Organization.objects.get(short_name="东篱社区第一党支部")
    assert home.people.count() == 18
    assert dict(home.posts.current().values_list("title", "person__name")) == {
        PostTitle.SECRETARY: "林禾青",
        PostTitle.ORGANIZATION_MEMBER: "周望禾",
        PostTitle.PUBLICITY_MEMBER: "方晴川",
    }
    assert home.children.filter(form=Form.GROUP).count() == 2


# --- signing in -----------------------------------------------------------------------------------


def test_there_is_one_account_for_every_role(built):
    assert {entry.role for entry in accounts.sign_ins()} == set(Role)
    assert Account.objects.count() == len(Role)


def test_everybody_signs_in_with_the_password_that_is_printed(built):
    for entry in accounts.sign_ins():
        account = authenticate(None, username=entry.login_name, password=entry.password)
        assert account is not None and account.person.name == entry.name


def test_everybody_above_a_member_has_a_second_factor_and_its_code_is_told(built):
    now = clock.now()
    for entry in accounts.sign_ins():
        devices = Authenticator.objects.filter(user__login_name=entry.login_name)
        if entry.role == Role.MEMBER:
            assert not devices.exists() and entry.code(now) == ""
        else:
            kinds = set(devices.values_list("type", flat=True))
            assert kinds == {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}


def test_the_code_told_is_the_code_that_counts():
    entry = accounts.sign_ins()[1]
    moment = dt.datetime.now(dt.UTC)
    assert validate_totp_code(entry.totp_secret, entry.code(moment))


def test_the_lines_to_be_printed_name_everybody(built):
    lines = build.sign_ins()
    assert len(lines) == 2 + len(Role) and "dangjian codes" in lines[-1]
    assert "secretary" in lines[2] and "林禾青" in lines[2]


def test_somebody_was_told_something_lately(built):
    """M4: the member, the secretary and the organizer have messages to read, and some read."""
    told = Message.objects.values("person__name").annotate(
        unread=Count("pk", filter=Q(read_at__isnull=True)), total=Count("pk")
    )
    # Beside what the demo tells: what acts of letters, papers, notices, the library, transfers and
    # a correction told.
    assert {(row["person__name"], row["unread"], row["total"]) for row in told} == {
        (cast.NEW_MEMBER, 3, 4),
        (cast.SECRETARY, 4, 5),
        (cast.ORGANIZATION_MEMBER, 1, 1),
        ("姜一苇", 1, 1),
        ("何秋实", 11, 12),
        ("许怀谷", 13, 19),
        ("梁叙白", 15, 36),
        ("孟听澜", 17, 38),
        ("苏见山", 21, 36),
    }


# --- refusals -------------------------------------------------------------------------------------


def test_a_real_register_is_never_mixed_with_the_demo(built):
    Organization.objects.filter(code="HF-DEMO").update(code="HF000001")
    try:
        assert not accounts.is_demo()
        assert build.sign_ins() == []
        with pytest.raises(Refused, match="真实"):
            build.build("small", TODAY, say=lambda _: None)
    finally:
        Organization.objects.filter(code="HF000001").update(code="HF-DEMO")


def test_none_builds_nothing(built):
    said: list[str] = []
    assert build.build("none", TODAY, say=said.append).organizations == 0
    assert said == ["没有建立示例区县。"]


def test_an_unknown_size_is_refused(built):
    with pytest.raises(Refused, match="没有“huge”这种大小"):
        build.build("huge", TODAY)

"""三审三校: who signs, in which order, and what nobody gets round."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.actions import articles, columns, publishing, reviews
from dangjian.portal.models import Article, Column, Publication, Signature, Submission, Way
from dangjian.portal.queries import public
from dangjian.portal.queries.reviews import office_for, submission_for
from dangjian.portal.queries.reviews import signed as record_of
from dangjian.portal.rules import kinds
from dangjian.portal.rules.content import digest, read
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Role, RoleGrant
from tests.district import TODAY, District, give
from tests.portal.articles import (
    at,
    begun,
    column,
    draft,
    published,
    sent,
    sign,
    signed,
    viewer,
)


def test_an_article_is_public_after_four_people_signed_it(district: District) -> None:
    """I2: first, second, secrecy and final review, each by somebody else; the page's record names
    office and role, never a person."""
    where = column(district)
    submission = sent(district, begun(district, where), where)
    for role in ("clerk", "office", "security_officer"):
        submission = sign(district, submission, role)
        assert not Publication.objects.exists()
    submission = sign(district, submission, "leader")
    assert Publication.objects.get().title == "把办事清单亮在楼道口"
    submission.refresh_from_db()
    assert submission.state == "published"
    assert [(one.kind, one.office, one.role) for one in record_of(submission)] == [
        ("一审一校", "东篱街道党工委", "党务干事"),
        ("二审二校", "禾丰区委", "组织部干部"),
        ("保密审查", "禾丰区委", "安全管理员"),
        ("三审三校", "禾丰区委", "领导"),
    ]
    leaf = Leaf.objects.get(verb="publish", subject_kind="publication")
    assert (leaf.subject_uid, submission.digest in leaf.body) == (
        Publication.objects.get().uid,
        True,
    )


def test_whoever_wrote_the_text_or_signed_it_does_not_sign(district: District) -> None:
    """I2: other eyes every time, also where one person holds every right."""
    where = column(district, organization=district.root)
    by = viewer(district, "office").actor(Purpose.WRITE, district.root.path)
    article = articles.begin(where, draft(), by=by)
    with pytest.raises(Refused, match="没有另一位可以做一审一校的同志"):
        reviews.send_in(article, seen=article.latest_revision_id, now=clock.now(), by=by)
    clerk_writes = viewer(district, "clerk").actor(Purpose.WRITE, district.root.path)
    submission = reviews.send_in(
        articles.begin(where, draft(), by=clerk_writes),
        seen=Article.objects.latest("pk").latest_revision_id,
        now=clock.now(),
        by=clerk_writes,
    )
    grant(district, "leader", Role.OFFICE)
    submission = sign(district, submission, "office")
    with pytest.raises(Refused, match="您已经审过这一稿"):
        sign(district, submission, "office")


def grant(district: District, who: str, role: Role) -> RoleGrant:
    person = district.people[who]
    return give(person, role, district.root)


def test_who_helped_to_write_does_not_sign_either(district: District) -> None:
    """I2: whoever saved any draft of the text has had it in his hands."""
    where = column(district)
    article = begun(district, where)
    clerk = viewer(district, "clerk").actor(Purpose.WRITE, district.street.path)
    article.refresh_from_db()
    articles.save(article, draft("改过的标题"), seen=article.latest_revision_id, by=clerk)
    submission = sent(district, article, where)
    assert submission_for(viewer(district, "clerk"), submission.pk, TODAY).todo is None
    with pytest.raises(Refused, match="没有另一位可以做二审二校的同志"):
        sign(district, submission, "office")
    grant(district, "leader", Role.OFFICE)
    sign(district, submission, "office")
    assert Signature.objects.count() == 1


def test_a_lapsed_or_withdrawn_grant_signs_and_writes_nothing_more(district: District) -> None:
    """Rights are role × organization × validity: what ends, ends at once."""
    where = column(district)
    submission = sent(district, begun(district, where), where)
    RoleGrant.objects.filter(holder=district.people["clerk"]).end(TODAY)
    with pytest.raises(Refused, match="没有这一页"):
        submission_for(viewer(district, "clerk"), submission.pk, TODAY)


def test_a_column_of_two_reviews_leaves_out_the_second(district: District) -> None:
    where = column(district, reviews=2)
    signed(district, sent(district, begun(district, where), where))
    given = Signature.objects.order_by("pk").values_list("kind", flat=True)
    assert list(given) == ["first", "secrecy", "final"]
    assert Publication.objects.count() == 1


def test_what_came_back_begins_again_and_says_why(district: District) -> None:
    """I2: sent back with a reason; the author finds it in his inbox and begins again."""
    where = column(district)
    article = begun(district, where)
    submission = sign(district, sent(district, article, where), "clerk")
    office = district.root
    by = viewer(district, "office").actor(Purpose.REVIEW, office.path)
    case = submission.case
    case.refresh_from_db()
    with pytest.raises(Refused, match="要写明理由"):
        reviews.send_back(
            submission, words=" ", office=office, seen=case.round, now=clock.now(), by=by
        )
    reviews.send_back(
        submission, words="第一段没有时间。", office=office, seen=case.round, now=clock.now(), by=by
    )
    todo = district.people["organizer"].todos.get(closed_at__isnull=True)
    assert (todo.what, todo.note) == ("修改退回的稿件，再送审", "把办事清单亮在楼道口")
    again = sent(district, article, where)
    assert (again.state, again.signatures.count()) == ("at_first", 0)


def test_a_change_needs_new_signatures(district: District) -> None:
    """I2: what is public stays as it was signed until the changed text is signed as well."""
    where = column(district)
    first = published(district, where)
    article = first.article
    article.refresh_from_db()
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    articles.save(article, draft("更正：清单贴在单元门口"), seen=article.latest_revision_id, by=by)
    assert public.reading(article.pk).content.title == "把办事清单亮在楼道口"
    submission = signed(district, sent(district, article, where), but=1)
    assert public.reading(article.pk).content.title == "把办事清单亮在楼道口"
    sign(district, submission, "leader")
    reading = public.reading(article.pk)
    assert (reading.content.title, reading.corrected) == ("更正：清单贴在单元门口", 1)
    first.refresh_from_db()
    assert first.ending == "replaced"


def test_a_text_under_review_is_not_changed(district: District) -> None:
    where = column(district)
    article = begun(district, where)
    sent(district, article, where)
    article.refresh_from_db()
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    with pytest.raises(Refused, match="正在审"):
        articles.save(article, draft("偷改"), seen=article.latest_revision_id, by=by)


# --- every way round ------------------------------------------------------------------------------

Way_round = Callable[[District, Submission], object]


def _by_hand(district: District, submission: Submission) -> object:
    return Publication.objects.create(
        article=submission.article,
        submission=submission,
        column=submission.column,
        title=read(submission.content).title,
        part="news",
        published_at=clock.now(),
    )


def _with_one_persons_signatures(district: District, submission: Submission) -> object:
    for kind in kinds(submission.reviews):
        Signature.objects.get_or_create(
            submission=submission,
            kind=kind,
            defaults={
                "signer": district.people["clerk"],
                "office": district.street,
                "role": "clerk",
                "digest": submission.digest,
                "at": clock.now(),
            },
        )
    return _by_hand(district, submission)


def _with_the_authors_signature(district: District, submission: Submission) -> object:
    sign_missing(district, submission, "organizer")
    return _by_hand(district, submission)


def _with_signatures_of_another_text(district: District, submission: Submission) -> object:
    sign_missing(district, submission, "leader", "0" * 64)
    return _by_hand(district, submission)


def sign_missing(district: District, submission: Submission, who: str, of: str = "") -> None:
    Signature.objects.create(
        submission=submission,
        kind="final",
        signer=district.people[who],
        office=district.root,
        role="leader",
        digest=of or submission.digest,
        at=clock.now(),
    )


def _changed_after_signing(district: District, submission: Submission) -> object:
    text = submission.content.replace("楼道", "别处")
    return Submission.objects.filter(pk=submission.pk).update(content=text, digest=digest(text))


def _changed_with_the_old_digest(district: District, submission: Submission) -> object:
    article = begun(district, submission.column)
    text = submission.content.replace("楼道", "别处")
    return Submission.objects.create(
        article=article,
        column=submission.column,
        revision=article.latest_revision,
        content=text,
        digest=submission.digest,
        reviews=3,
        author=submission.author,
        at=clock.now(),
        case=submission.case,
        state="signed",
    )


def _publish_before_the_last(district: District, submission: Submission) -> object:
    return publishing.publish(submission, now=clock.now(), by=SYSTEM)


def _state_set_to_signed(district: District, submission: Submission) -> object:
    Submission.objects.filter(pk=submission.pk).update(state="signed")
    return publishing.publish(submission, now=clock.now(), by=SYSTEM)


WAYS: tuple[Way_round, ...] = (
    _by_hand,
    _with_one_persons_signatures,
    _with_the_authors_signature,
    _with_signatures_of_another_text,
    _changed_after_signing,
    _changed_with_the_old_digest,
    _publish_before_the_last,
    _state_set_to_signed,
)


def test_no_way_round_makes_an_unsigned_text_public(district: District) -> None:
    """I2: the database refuses what the actions would, whoever writes the row. And it can fail:
    with the last signature the same row is stored."""
    where = column(district)
    submission = signed(district, sent(district, begun(district, where), where), but=1)
    for way in WAYS:
        with pytest.raises((DatabaseError, Refused)), transaction.atomic():
            way(district, submission)
        assert not Publication.objects.exists(), way.__name__
    sign_missing(district, submission, "leader")
    assert _by_hand(district, submission) == Publication.objects.get()


WAGTAILS = ["publish", "schedule", "copy", "alias", "move", "import", "revert", "unpublish"]


def test_nothing_wagtail_does_with_a_page_shows_it_to_anybody(district: District) -> None:
    """I2: publishing, scheduling, copying, moving, aliasing, importing, reverting, unpublishing and
    publishing again in Wagtail's own ways change nothing of what the public reads."""
    where = column(district)
    article = begun(district, where)
    article.refresh_from_db()
    other = column(district, title="另一个栏目", reviews=2)
    shown = published(district, where, "已经登出来的")
    before = [(one.pk, one.title, one.column_id) for one in public.listed()]
    for verb in WAGTAILS:
        with transaction.atomic():
            wagtail_does(verb, Article.objects.get(pk=article.pk), shown.article_id, other)
            after = [(one.pk, one.title, one.column_id) for one in public.listed()]
            live = Article.objects.filter(live=True).count()
            transaction.set_rollback(True)
        assert after == before, verb
        assert bool(live) == (verb not in ("schedule", "move")), verb


def wagtail_does(verb: str, article: Article, shown: int, other: Column) -> None:
    published = Article.objects.get(pk=shown)
    if verb == "publish":
        article.latest_revision.publish()
    elif verb == "schedule":
        article.save_revision(approved_go_live_at=at(24))
    elif verb == "copy":
        article.copy(update_attrs={"slug": "copied", "live": True}, keep_live=True)
    elif verb == "alias":
        article.live = True
        article.save()
        article.create_alias(update_slug="alias")
    elif verb == "move":
        published.move(other, pos="last-child")
    elif verb == "import":
        other.add_child(instance=Article(title="导入的", slug="imported", live=True))
    elif verb == "revert":
        published.revisions.order_by("pk").first().publish()
    else:
        published.unpublish()
        published.latest_revision.publish()


def test_a_column_is_not_made_stricter_over_what_it_shows(district: District) -> None:
    """I2: what stands there would lack a signature; the database says so too."""
    where = column(district, reviews=2)
    published(district, where)
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    with pytest.raises(Refused, match="只审过两次"):
        columns.set_column(where, title="东篱要闻", reviews=3, introduction="", by=by)


def test_a_text_moves_only_where_its_signatures_suffice(district: District) -> None:
    two, three = column(district, reviews=2), column(district, title="三审的", reviews=3)
    shown = published(district, two)
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    with pytest.raises(Refused, match="要求的审核还没有齐"):
        publishing.move(shown, to=three, by=by)
    with pytest.raises(DatabaseError, match="lacks a signature"), transaction.atomic():
        Publication.objects.filter(pk=shown.pk).update(column=three)
    elsewhere = column(district, title="区里的", organization=district.root, reviews=2)
    with pytest.raises(Refused, match="本单位"):
        publishing.move(shown, to=elsewhere, by=by)
    open_way = column(district, title="公开栏", reviews=2, way=Way.OPEN)
    moved = publishing.move(shown, to=open_way, by=by)
    assert [one.column.title for one in public.listed()] == ["公开栏"]
    assert moved.article.get_parent().pk == open_way.pk


def test_a_withdrawn_text_leaves_a_tombstone_and_stays_withdrawn(district: District) -> None:
    where = column(district)
    shown = published(district, where)
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    with pytest.raises(Refused, match="为什么撤下"):
        publishing.withdraw(shown, reason=" ", now=clock.now(), by=by)
    publishing.withdraw(shown, reason="内容有误", now=clock.now(), by=by)
    with pytest.raises(Stale):
        publishing.withdraw(shown, reason="内容有误", now=clock.now(), by=by)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        Publication.objects.update(ended_at=None, ending="", reason="")
    reading = public.reading(shown.article_id)
    assert (reading.content, reading.reason) == (None, "内容有误")
    assert Leaf.objects.filter(verb="withdraw").count() == 1


def test_the_application_may_not_write_or_erase_a_signature(district: District) -> None:
    where = column(district)
    published(district, where)
    for statement in (
        "UPDATE portal_signature SET kind = 'final'",
        "DELETE FROM portal_signature",
        "DELETE FROM portal_publication",
        "DELETE FROM portal_submission",
        "DELETE FROM wagtailcore_revision",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_next_office_is_the_nearest_with_somebody_else(district: District) -> None:
    where = column(district, organization=district.east)
    first = kinds(3)[0]
    secretary = district.people["secretary"].pk
    assert office_for(where, first, [], TODAY).organization == district.east
    assert office_for(where, first, [secretary], TODAY).organization == district.street

"""Who finds what, in which order, at what cost."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.kernel.secrecy import SecrecyClass
from dangjian.registry.authority import viewer_of
from dangjian.search import actions as search
from dangjian.search.actions import rebuilding
from dangjian.search.models import Audience, Entry, Kind, Passage, Term, Uncounted
from dangjian.search.queries import Filters, find, finding, scoring
from dangjian.search.queries.vocabulary import Counts
from dangjian.search.rules import asking
from tests.district import TODAY, District
from tests.search.shelves import codes, put, text

pytestmark = pytest.mark.django_db


def entry(title: str, words: str, **more: object) -> uuid.UUID:
    noun = uuid.uuid4()
    search.index(search.Findable(Kind.DOCUMENT, noun, title, words, **more))  # type: ignore[arg-type]
    return noun


def nouns(query: str, viewer: object = None) -> list[uuid.UUID]:
    return [hit.noun for hit in find(query, viewer=viewer).hits(0, 300)]  # type: ignore[arg-type]


def test_what_is_indexed_is_found_at_once_and_what_is_forgotten_is_not() -> None:
    """I5: nothing waits for the words to be counted."""
    noun = entry("河长制问答", "清溪河每周巡查一次。")
    assert nouns("巡查") == [noun]
    search.index(search.Findable(Kind.DOCUMENT, noun, "河长制问答", "改成每月一次。"))
    assert nouns("巡查") == []
    assert nouns("每月") == [noun]
    search.forget(Kind.DOCUMENT, [noun])
    assert nouns("每月") == []
    assert (Passage.objects.count(), Uncounted.objects.count()) == (0, 0)


def test_a_title_comes_before_a_text_and_all_words_before_some() -> None:
    put(
        text("body", "支部的事情很多，党徽佩戴也提了一句。" * 3, "支部工作杂谈"),
        text("title", "佩戴在左胸中间。", "党徽佩戴"),
        text("half", "佩戴口罩的通知。", "口罩"),
    )
    assert codes("党徽佩戴") == ["title", "body", "half"]


def test_internal_things_are_found_by_those_signed_in_only(district: District) -> None:
    """H6: only what one's clearance allows."""
    open_ = entry("值班安排", "公开的安排。")
    inner = entry(
        "值班安排（内部）", "内部。", audience=Audience.MEMBERS, level=SecrecyClass.INTERNAL
    )
    assert set(nouns("值班安排")) == {open_}
    for role in ("member", "clerk", "office"):
        assert set(nouns("值班安排", viewer_of(district.accounts[role], TODAY))) == {open_, inner}


def test_a_search_is_narrowed_by_kind_column_issuer_and_days() -> None:
    """I5: the filters, each alone; the passages' copies and the entries agree."""
    day = dt.date(2026, 5, 6)
    old = entry("防汛值班", "汛期安排。", day=day, column="通知", issuer="东篱街道")
    new = entry("防汛值班", "汛期安排。", day=day.replace(month=7), column="简报", issuer="西塘镇")
    for narrowed, left in (
        (Filters(column="通知"), {old}),
        (Filters(issuer="西塘镇"), {new}),
        (Filters(since=day + dt.timedelta(days=1)), {new}),
        (Filters(until=day), {old}),
        (Filters(kind=Kind.DOCUMENT.value), {old, new}),
        (Filters(kind=Kind.ANSWER.value), set()),
    ):
        found = find("防汛值班", viewer=None, filters=narrowed)
        assert {hit.noun for hit in found.hits(0, 9)} == left, narrowed


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": Audience.PUBLIC, "level": SecrecyClass.INTERNAL},
        {"audience": Audience.MEMBERS, "level": SecrecyClass.SENSITIVE},
    ],
)
def test_the_database_keeps_what_is_not_public_out_of_the_public_index(
    wrong: dict[str, object],
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        entry("不该查到", "内容。", **wrong)


def test_a_wrong_character_is_read_as_the_word_that_sounds_the_same_and_said_so() -> None:
    """I5: typos; the page says how it was read."""
    put(text("dues", "党费按月交。", "党费怎么交"), text("other", "食堂的饭费。", "饭费"))
    found = find("党废怎么交", viewer=None)
    assert found.instead == "党费怎么交"
    assert codes("党废怎么交")[0] == "dues"


def test_a_word_that_was_typed_right_is_not_changed() -> None:
    put(text("dues", "党费按月交。", "党费"))
    assert find("党费按月交", viewer=None).instead == ""


def test_a_word_the_terms_do_not_know_yet_is_found_as_it_was_typed() -> None:
    put(text("dues", "党费按月交。", "党费"))
    noun = entry("党匪旧事", "剿匪的故事，党匪二字见于档案。")  # not counted yet
    assert noun in nouns("党匪")


def test_finding_among_three_hundred_costs_the_same_four_queries_as_among_three() -> None:
    """Where the strict way to look brings enough, nobody looks on."""

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            find("组织生活会 怎么开", viewer=None).hits(0, 10)
        return len(queries)

    put(*(text(f"few{n}", "组织生活会怎么开。", f"组织生活会 {n}") for n in range(3)))
    few = cost()
    put(*(text(f"many{n}", "组织生活会怎么开。", f"组织生活会 {n}") for n in range(297)))
    assert (few, cost()) == (4, 4)
    assert len(find("组织生活会", viewer=None)) == 200  # the most that is listed


def test_what_is_counted_is_counted_once_and_a_recount_agrees() -> None:
    put(text("a", "党费按月交。", "党费"), text("b", "党费和党课。", "党课"))
    assert (Term.objects.get(pk="").count, Term.objects.get(pk="党费").count) == (2, 2)
    assert search.learn() == 0
    before = dict(Term.objects.values_list("term", "count"))
    search.recount()
    assert dict(Term.objects.values_list("term", "count")) == before
    Entry.objects.filter(title="党费").delete()
    entry("剿匪旧事", "旧事一件。")  # not counted before
    search.recount()
    assert (Term.objects.get(pk="").count, Term.objects.get(pk="党费").count) == (2, 1)
    assert Term.objects.get(pk="剿匪旧事").known and search.learn() == 0
    assert not Term.objects.filter(Q(term__startswith="#") | Q(count=0)).exists()


def test_among_too_many_matches_the_newest_texts_are_looked_through_first() -> None:
    """Each passage bears the piece of its block, and a tier of the newest finds it by that."""
    entry("党费", "党费按月交。")
    plan = scoring.Plan(values={}, tiers=(scoring.Tier("'党费'", newest=True),))
    [passage] = finding._candidates(plan, None, Filters())
    without = RawSQL("ts_delete(words, '#' || id / 4096)", ())
    Passage.objects.filter(pk=passage).update(words=without)
    assert finding._candidates(plan, None, Filters()) == []


def test_only_what_all_together_is_too_much_is_looked_for_among_the_newest_first() -> None:
    """Of a hundred thousand passages nine in ten thousand have both words: one look is enough."""
    counts = Counts(100_000, {"党费": 5_000, "标准": 30_000})

    def newest_first(question: str) -> bool:
        plan = scoring.plan(asking.read(question), counts)
        assert plan is not None
        return any(tier.newest for tier in plan.tiers if "标准" in tier.query)

    assert newest_first("标准") and not newest_first("党费 标准")


def test_a_long_text_is_found_by_its_last_sentence_and_shows_that_passage() -> None:
    long = "第一章讲组织原则。" * 2000 + "最后一页写着芦苇荡。"
    put(text("long", long, "一本厚书"))
    hit = find("芦苇荡", viewer=None).hits(0, 1)[0]
    assert "芦苇荡" in [piece.text for piece in hit.passage if piece.found]
    assert len("".join(piece.text for piece in hit.passage)) < 200


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\x00",
        "'",
        "\\",
        "a'b:*&|!()",
        "党费' OR 1=1 --",
        "%s %(x)s",
        "<->",
        ":*",
        "'''",
        "！？",
    ]
    + ["党" * 500, "a" * 500, "d'd'd'd'd", "💰党费", "\ud83d", "〔2026〕", "0", "9" * 300],
)
def test_whatever_is_typed_is_answered(typed: str) -> None:
    put(text("dues", "党费按月交。", "党费"))
    find(typed, viewer=None).hits(0, 10)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet="党费交纳组织关系dangfei 0123456789年号〔〕'\\:*&|!()%～。", max_size=40))
def test_any_mixture_of_signs_is_answered(typed: str) -> None:
    find(typed, viewer=None).hits(0, 3)


# --- written anew ---------------------------------------------------------------------------------


def _pieces(
    found: list[tuple[int, search.Findable]],
) -> Callable[[int, int], list[tuple[int, search.Findable]]]:
    return lambda after, most: [one for one in found if one[0] > after][:most]


def test_an_index_written_anew_is_never_empty_and_loses_what_nobody_shows_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What comes in meanwhile stays; what broke off goes on where it was."""
    monkeypatch.setattr(rebuilding, "AT_ONCE", 2)
    kept = [entry(f"防汛值班 {n}", "汛期安排。") for n in range(5)]
    gone, late = entry("防汛值班 旧", "汛期安排。"), entry("防汛值班 晚", "汛期安排。")
    rows = [
        (n + 1, search.Findable(Kind.DOCUMENT, noun, f"防汛值班 {n}", "汛期改了。"))
        for n, noun in enumerate(kept)
    ]
    there, steps = {*kept, late}, []

    def told(written: int) -> None:
        steps.append(written)
        assert set(nouns("防汛值班")) == {*kept, gone, late, *fresh}
        if len(steps) == 2:
            raise KeyboardInterrupt

    fresh: list[uuid.UUID] = []
    with pytest.raises(KeyboardInterrupt):
        search.rebuild(Kind.DOCUMENT, _pieces(rows), lambda uids: there & set(uids), told=told)
    assert search.under_way() == [Kind.DOCUMENT]
    fresh.append(entry("防汛值班 新", "汛期安排。"))
    search.rebuild(Kind.DOCUMENT, _pieces(rows), lambda uids: there & set(uids), told=told)
    assert steps == [2, 2, 1]
    assert set(nouns("防汛值班")) == {*kept, late, *fresh}
    assert set(nouns("改了")) == set(kept)
    assert search.under_way() == []

"""What the components say and how they tie a word to its field."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms, template
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from dangjian.kit import words
from dangjian.kit.forms import DateField
from dangjian.kit.templatetags import kit

TODAY = date(2026, 11, 23)


def render(source: str, **context: object) -> str:
    return template.Template("{% load kit %}" + source).render(template.Context(context))


@pytest.mark.parametrize(
    ("on", "state", "text"),
    [
        (date(2026, 11, 21), "late", "逾期 2 天"),
        (date(2026, 11, 23), "soon", "今天截止"),
        (date(2026, 11, 25), "soon", "还有 2 天"),
        (date(2026, 11, 26), "ok", "还有 3 天"),
        (date(2027, 1, 22), "ok", "还有 60 天"),
        (date(2027, 1, 23), "ok", "还有 2 个月"),
        (date(2026, 6, 20), "late", "逾期 5 个月"),
        (date(2024, 11, 23), "late", "逾期 2 年"),
    ],
)
def test_a_term_is_told_in_days(on: date, state: str, text: str) -> None:
    told = words.due(on, TODAY)
    assert told is not None
    assert (told.state, told.text) == (state, text)
    page = render("{% due on today %}", on=on, today=TODAY)
    assert f'data-state="{state}"' in page
    assert text in page
    assert "<svg" in page


def test_what_has_no_term_says_so_only_where_room_is_left_for_it() -> None:
    assert render("{% due on today %}", on=None, today=TODAY) == ""
    assert "不限" in render("{% due_block on today %}", on=None, today=TODAY)


def test_days_are_written_as_people_say_them() -> None:
    assert words.cn_date(date(2026, 11, 23), TODAY) == "11月23日"
    assert words.cn_date(date(2025, 2, 3), TODAY) == "2025年2月3日"
    assert words.cn_date(TODAY) == "2026年11月23日"
    assert words.cn_day(TODAY) == "11月23日 星期一"
    assert words.cn_date(None) == ""


def test_a_moment_is_told_in_the_time_of_the_district() -> None:
    at = timezone.datetime(2026, 11, 23, 1, 2, tzinfo=timezone.get_fixed_timezone(0))
    assert render("{{ at|cn_moment:today }}", at=at, today=TODAY) == "今天 09:02"


def test_counts_are_grouped_and_an_unknown_one_is_a_dash() -> None:
    assert words.zh_count(38412, "人") == "38,412 人"
    assert words.zh_count(0) == "0"
    assert words.zh_count(None, "人") == "—"


def test_an_icon_is_silent_and_an_unknown_one_is_a_mistake() -> None:
    assert 'aria-hidden="true"' in render('{% icon "mail" size="2rem" %}')
    with pytest.raises(TemplateSyntaxError):
        render('{% icon "mial" %}')


def test_what_people_write_is_escaped_everywhere() -> None:
    nasty = "<script>"
    pages = [
        render("{% tag nasty %}{% kv nasty nasty %}{% empty nasty nasty %}", nasty=nasty),
        render("{% kvrow nasty %}x{% endkvrow %}{% class_mark nasty nasty %}", nasty=nasty),
        render("{% note title=nasty %}{{ nasty }}{% endnote %}{% code nasty %}", nasty=nasty),
        render(
            "{% chips items %}{% crumbs places %}", items=[{"label": nasty}], places=[(nasty, "")]
        ),
        render("{% todo nasty nasty None today nasty nasty %}", nasty=nasty, today=TODAY),
    ]
    assert not any(nasty in page for page in pages)


class Meeting(forms.Form):
    kind = forms.ChoiceField(
        label="什么会", widget=forms.RadioSelect, choices=[("a", "支委会"), ("b", "党课")]
    )
    held_on = DateField(label="开会日期", help_text="例：2026-11-20")
    phone = forms.CharField(
        label="手机号",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "class": "in-s"}),
    )
    voted = forms.BooleanField(label="有表决", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def test_a_field_ties_label_help_and_mistake_to_its_input() -> None:
    page = render("{% field form.held_on %}", form=Meeting({"held_on": "前年"}))
    assert '<label class="label" for="id_held_on">开会日期</label>' in page
    assert 'id="id_held_on_helptext"' in page
    assert 'id="id_held_on_error"' in page
    assert 'aria-describedby="id_held_on_helptext id_held_on_error"' in page
    assert 'aria-invalid="true"' in page
    assert "看不懂这个日期，请写成 2026-11-23 这样" in page


def test_only_what_may_be_left_empty_is_marked() -> None:
    form = Meeting()
    assert "可以不填" in render("{% field form.phone %}", form=form)
    assert "可以不填" not in render("{% field form.phone mark=False %}", form=form)
    assert "可以不填" not in render("{% field form.held_on %}", form=form)


def test_a_field_keeps_what_its_widget_asked_for() -> None:
    page = render("{% field form.phone %}", form=Meeting())
    assert 'autocomplete="tel"' in page
    assert 'class="in in-s"' in page


def test_choices_are_one_group_with_one_name() -> None:
    page = render("{% field form.kind %}", form=Meeting())
    assert '<legend class="legend">什么会</legend>' in page
    assert page.count('class="choice"') == 2
    assert page.count('type="radio"') == 2


def test_a_mistake_is_told_first_and_leads_to_its_field() -> None:
    form = Meeting({"held_on": "前年"})
    form.add_error(None, "这个支部已经撤销")
    page = render("{% error_summary form %}", form=form)
    assert 'role="alert"' in page
    assert "还有 2 处没填好" in page
    assert '<a href="#id_kind_0">请选择什么会</a>' in page
    assert '<a href="#id_held_on">开会日期：看不懂这个日期，请写成 2026-11-23 这样</a>' in page
    assert "<p>这个支部已经撤销</p>" in page
    assert "version" not in page


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert render("{% error_summary form %}", form=Meeting()).strip() == ""


def test_mistakes_of_every_form_of_a_set_are_told() -> None:
    group = forms.formset_factory(Meeting)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-kind": "a"}
    )
    group.is_valid()
    page = render("{% error_summary group %}", group=group)
    assert "#id_form-0-held_on" in page
    assert "#id_form-1-kind_0" in page


def test_a_day_is_understood_as_people_write_it() -> None:
    field = DateField()
    for text in ("2026-11-23", "2026年11月23日", "2026.11.23", "2026/11/23", "20261123"):
        assert field.clean(text) == TODAY


def test_turning_a_page_keeps_the_filter(rf: RequestFactory) -> None:
    page = Paginator(range(100), 10).page(5)
    shown = render("{% pager page %}", page=page, request=rf.get("/?name=林&page=5"))
    assert 'href="?name=%E6%9E%97&amp;page=4" rel="prev"' in shown
    assert 'href="?name=%E6%9E%97&amp;page=6" rel="next"' in shown
    assert shown.count('aria-current="page"') == 1
    assert "第 5 页，共 10 页，100 条" in shown


def test_a_short_list_has_no_pages_to_turn(rf: RequestFactory) -> None:
    shown = render("{% pager page %}", page=Paginator(range(3), 10).page(1), request=rf.get("/"))
    assert shown.strip() == ""


def test_a_receipt_code_can_be_read_aloud_in_six_groups_of_four() -> None:
    assert words.in_fours("482719305566071388421953") == [
        "4827",
        "1930",
        "5566",
        "0713",
        "8842",
        "1953",
    ]


def test_only_what_a_person_wrote_is_shown_again() -> None:
    posted = [("form_key", "a8f0"), ("said", "学习了党章"), ("note", "a\nb"), ("page", "2")]
    assert kit.written(posted) == ["学习了党章", "a\nb"]


def test_a_lost_post_can_be_sent_again_with_all_it_carried() -> None:
    page = render_to_string(
        "kit/retry_outage.html",
        {"path": "/people/new", "posted": [("form_key", "k"), ("name", "林禾青")], "csrf": "t"},
    )
    assert '<form class="card card-l stack" method="post" action="/people/new">' in page
    for name, value in [("form_key", "k"), ("name", "林禾青"), ("csrfmiddlewaretoken", "t")]:
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "409", "413", "500", "503"])
def test_a_page_of_misfortune_needs_nothing_to_be_shown(page: str) -> None:
    shown = render_to_string(f"{page}.html")
    assert '<main id="main"' in shown
    assert "回首页" in shown

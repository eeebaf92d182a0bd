"""Charts are tables: the numbers stand in them as text, in the order they were given in."""

from __future__ import annotations

from django import template

from dangjian.kit.charts import Bar, bars, pyramid, share


def render(source: str, **context: object) -> str:
    return template.Template("{% load kit %}" + source).render(template.Context(context))


def test_bars_are_as_long_as_their_numbers_and_keep_their_order() -> None:
    chart = bars(
        [Bar("柳岸", 50), Bar("青禾", 200), Bar("石桥", 0)],
        title="党员",
        head="单位",
        unit="人数",
        whole=250,
    )
    assert [(row.bar.label, row.width, row.share) for row in chart.rows] == [
        ("柳岸", "25.00%", "20.0%"),
        ("青禾", "100.00%", "80.0%"),
        ("石桥", "0.00%", "0.0%"),
    ]


def test_a_number_above_nothing_is_always_seen() -> None:
    chart = bars([Bar("一", 1), Bar("万", 10_000)], title="", head="", unit="")
    assert [row.width for row in chart.rows] == ["0.60%", "100.00%"]


def test_two_tables_can_be_drawn_on_one_scale() -> None:
    chart = bars([Bar("一", 50)], title="", head="", unit="", most=200)
    assert chart.rows[0].width == "25.00%"


def test_both_sides_of_a_pyramid_have_one_scale() -> None:
    chart = pyramid([("80+", 10, 40), ("70—79", 0, 20)], title="", head="", left="男", right="女")
    assert [(row.left_at, row.left_width, row.right_width) for row in chart.rows] == [
        ("75.00%", "25.00%", "100.00%"),
        ("100.00%", "0.00%", "50.00%"),
    ]


def test_nothing_to_count_is_no_mistake() -> None:
    assert bars([], title="", head="", unit="").rows == []
    assert bars([Bar("无", 0)], title="", head="", unit="", whole=0).rows[0].share == ""
    assert share(1, 0) == ""


def test_a_chart_is_its_own_data_table_with_silent_bars() -> None:
    chart = bars([Bar("柳岸", 1250, url="/x/")], title="各单位党员", head="单位", unit="人数")
    page = render("{% bars chart %}", chart=chart)
    assert '<caption class="sr">各单位党员</caption>' in page
    assert '<th scope="row"><a href="/x/">柳岸</a></th>' in page
    assert "<b>1,250</b>" in page
    assert page.count("<svg") == page.count('aria-hidden="true"') == 1
    pair = pyramid([("80+", 1604, 304)], title="年龄", head="年龄", left="男", right="女")
    shown = render("{% pyramid chart %}", chart=pair)
    assert '<th scope="row">80+</th>' in shown
    assert "<b>1,604</b>" in shown
    assert "<b>304</b>" in shown


def test_names_in_a_chart_are_escaped() -> None:
    chart = bars([Bar("<script>", 1, note="<script>")], title="<script>", head="", unit="")
    assert "<script>" not in render("{% bars chart %}", chart=chart)

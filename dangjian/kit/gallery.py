"""The living style guide: every component, written by its own tag, with invented content.

A site that serves people has no such page: settings.GALLERY (DANGJIAN_GALLERY=1) opens it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dangjian.kit import charts
from dangjian.kit.forms import DateField, Renderer
from dangjian.kit.icons import ICONS

TODAY = date(2026, 11, 23)


class Sample(forms.Form):
    default_renderer = Renderer

    kind = forms.ChoiceField(
        label="什么会",
        widget=forms.RadioSelect,
        choices=[("all", "支部党员大会"), ("board", "支委会"), ("day", "主题党日")],
    )
    phone = forms.CharField(
        label="手机号",
        required=False,
        help_text="用来收通知，不会公开",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    joined_on = DateField(
        label="入党日期",
        help_text="例：2019-06-28",
        validators=[MaxValueValidator(TODAY, message="日期不能晚于今天")],
    )
    branch = forms.ChoiceField(
        label="所在支部", choices=[("1", "东篱社区第一党支部"), ("2", "东篱社区第二党支部")]
    )
    said = forms.CharField(
        label="会议内容",
        help_text="两三句话就够：议了什么、定了什么、谁去办。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    picture = forms.FileField(
        label="照片或签到纸", required=False, help_text="不要求每次拍照留痕；不记录手机位置。"
    )
    trouble = forms.MultipleChoiceField(
        label="哪些地方不方便",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("small", "字太小"),
            ("long", "步骤多"),
            ("lost", "找不到入口"),
            ("twice", "重复填"),
        ],
    )
    voted = forms.BooleanField(
        label="这次会议有表决事项", required=False, help_text="勾上后再填赞成、反对、弃权票数"
    )


class Filter(forms.Form):
    organization = forms.ChoiceField(label="组织", choices=[("", "全区"), ("1", "柳岸街道")])
    standing = forms.ChoiceField(label="身份", choices=[("", "不限"), ("full", "正式党员")])
    name = forms.CharField(label="姓名")


@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not settings.GALLERY:
        raise Http404
    return render(request, "kit/gallery.html", sample())


def sample() -> dict[str, Any]:
    """Everything the gallery shows; the same on every day, so that pictures can be compared."""
    wrong = Sample({"kind": "day", "phone": "0000-0000", "joined_on": "2029-06-28", "branch": "1"})
    return {
        "today": TODAY,
        "overdue": TODAY - timedelta(days=2),
        "long_ago": TODAY - timedelta(days=160),
        "later": TODAY + timedelta(days=3),
        "form": Sample(prefix="new"),
        "wrong": wrong,
        "filter": Filter(prefix="filter"),
        "page": Paginator(range(231), 20).page(4),
        "icons": sorted(ICONS),
        "chapters": [{"label": label, "url": f"#{anchor}"} for anchor, label in _CHAPTERS.items()],
        "chosen": [
            {"label": "柳岸街道", "url": "#filter", "removes": True},
            {"label": "60 岁以上", "url": "#filter", "removes": True},
        ],
        "columns": [
            {"label": "机构职能", "url": "#chips", "count": 12, "current": True},
            {"label": "办事程序", "url": "#chips", "count": 38},
            {"label": "决策征求意见", "url": "#chips", "count": 9},
        ],
        "places": [
            ("首页", "#crumbs"),
            ("党务公开", "#crumbs"),
            ("干部任免", "#crumbs"),
            ("公示", ""),
        ],
        "colours": _COLOURS,
        "members": _MEMBERS,
        "figures": _FIGURES,
        "handling": _HANDLING,
        "tree": _TREE,
        "units": charts.bars(
            [charts.Bar(label, n, url="#bars") for label, n in _UNITS],
            title="各单位党员",
            head="单位",
            unit="人数",
            whole=sum(n for _, n in _UNITS),
        ),
        "ages": charts.pyramid(_AGES, title="党员年龄与性别", head="年龄", left="男", right="女"),
    }


_CHAPTERS = {
    "colours": "颜色",
    "type": "字号",
    "buttons": "按钮",
    "states": "状态",
    "countdown": "倒计时",
    "todo": "待办卡",
    "flow": "时间线",
    "tables": "表格",
    "filter": "筛选",
    "fields": "字段",
    "mistakes": "出错",
    "steps": "步骤",
    "stats": "统计块",
    "chart": "图表",
    "bars": "条形表",
    "reading": "朗读",
    "tree": "组织树",
    "chips": "栏目",
    "receipt-a": "受理码",
    "confirm-t": "确认",
    "empty": "空状态",
    "progress": "进度",
    "notes": "提示",
    "calendar": "日程",
    "pager": "分页",
    "icons": "图标",
}

_COLOURS = [
    ("ink", "正文"),
    ("ink2", "次要文字"),
    ("ink3", "说明文字"),
    ("red", "主按钮、页眉"),
    ("red-ink", "红色文字"),
    ("link", "链接"),
    ("ok", "完成"),
    ("warn", "临期"),
    ("late", "超期、出错"),
    ("gold-ink", "金色标签"),
    ("line2", "输入框边线"),
]

_MEMBERS = [
    ("陆时雨", "正式党员", "2019年6月", "32 学时", "done", "今年已达标"),
    ("宋怀石", "预备党员", "2026年3月", "20 学时", "soon", "还差 12 学时"),
    ("许长庚", "正式党员", "1974年7月", "送学 6 次", "wait", "送学上门"),
]

_FIGURES = [
    {"label": "党员", "value": "38,412", "note": "本月转入 63，转出 41"},
    {"label": "组织生活按期率", "value": "91.3", "unit": "%", "note": "比上月高 1.3 个百分点"},
    {"label": "已超期", "value": "12", "unit": "件", "note": "涉及 12 个支部", "state": "late"},
]

_HANDLING = [
    {"title": "收到来信", "text": "10月8日 自动给出受理码", "state": "done"},
    {"title": "告知受理", "text": "10月9日，规定 15 日内，用了 1 天", "state": "done"},
    {"title": "答复来信人", "text": "待定稿", "state": "now"},
    {"title": "评价归档"},
]

_UNITS = [
    ("柳岸街道党工委", 2164),
    ("文澜街道党工委", 1893),
    ("青禾镇党委", 2530),
    ("教育局党委", 2893),
]

_AGES = [("60 岁以上", 7580, 4490), ("30—59 岁", 10740, 8680), ("18—29 岁", 2980, 3942)]

_BRANCHES = [
    {"label": "东篱社区第一党支部", "url": "#tree", "count": "18 人", "current": True},
    {"label": "东篱社区第二党支部", "url": "#tree", "count": "22 人"},
]

_TREE = [
    {
        "label": "禾丰区委组织部",
        "url": "#tree",
        "count": "1,286 个",
        "open": True,
        "children": [
            {
                "label": "柳岸街道党工委",
                "url": "#tree",
                "count": "164 个",
                "open": True,
                "children": [
                    {
                        "label": "东篱社区第一党支部",
                        "url": "#tree",
                        "count": "18 人",
                        "current": True,
                    },
                    {"label": "东篱社区第二党支部", "url": "#tree", "count": "22 人"},
                ],
            },
            {
                "label": "青禾镇党委",
                "url": "#tree",
                "count": "121 个",
                "children": [{"label": "青禾村党支部", "url": "#tree", "count": "31 人"}],
            },
        ],
    }
]

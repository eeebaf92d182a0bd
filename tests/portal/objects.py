"""For the authorization matrix: columns, articles and reviews of a branch."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from dangjian.kernel import clock
from dangjian.portal.actions import articles, columns
from dangjian.portal.models import Article, Column, Picture, Submission, Way
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from tests.district import District
from tests.portal.articles import begun, draft, sent, sign, viewer

OF_COLUMN = ("column", "column_desk", "column_set", "column_close", "article_begin")
OF_DRAFT = ("article_edit", "article_picture", "article_send", "article_drafts")
OF_SUBMISSION = ("submission", "submission_sign", "submission_back", "submission_take")
OF_PUBLISHED = ("article", "article_withdraw", "article_move", "picture")
PORTAL = {*OF_COLUMN, *OF_DRAFT, *OF_SUBMISSION, *OF_PUBLISHED, "way", "sub_site", "article_look"}
PORTAL |= {"site_feed", "column_feed", "sub_site_feed"}


def jpeg(size: tuple[int, int] = (320, 200)) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "#a8121a").save(out, "JPEG")
    return out.getvalue()


def pictured(article: Article, data: bytes | None = None, **more: Any) -> Picture:
    given = {"alternative": "社区工作人员在楼道口张贴办事清单", "name": "清单.jpg"} | more
    by = given.pop("by")
    with tempfile.NamedTemporaryFile() as file:
        file.write(jpeg() if data is None else data)
        file.flush()
        return articles.add_picture(article, Path(file.name), now=clock.now(), by=by, **given)


def opened(district: District, organization: Organization) -> Column:
    there = Column.objects.filter(organization=organization, title="支部动态").first()
    if there is not None:
        return there
    by = viewer(district, "office").actor(Purpose.COLUMNS, organization.path)
    return columns.open_column(
        organization, title="支部动态", way=Way.NEWS, reviews=2, introduction="身边的事。", by=by
    )


def with_picture(district: District, where: Column) -> tuple[Article, Picture]:
    """A draft with every kind of block."""
    by = viewer(district, "organizer").actor(Purpose.WRITE, where.organization.path)
    article = begun(district, where)
    picture = pictured(article, by=by)
    article.refresh_from_db()
    articles.save(article, full(picture), seen=article.latest_revision_id, by=by)
    article.refresh_from_db()
    return article, picture


def full(picture: Picture) -> articles.Draft:
    return draft(
        "把办事清单亮在楼道口",
        {"kind": "paragraph", "text": "清单贴到楼道口，谁来办、几天办好，一看就明白。"},
        {"kind": "heading", "text": "一、谁来办"},
        {"kind": "list", "items": ["楼栋党小组领办", "社区兜底"]},
        {"kind": "quotation", "text": "有事看得见，办没办也看得见。", "source": "一位居民"},
        {"kind": "picture", "picture": picture.pk, "caption": "清单上墙"},
        {"kind": "table", "caption": "办结情况", "rows": [["事项", "件数"], ["修路灯", "12"]]},
        {"kind": "links", "items": [{"label": "办事清单全文", "address": "https://example.org/"}]},
        summary="灯不亮、路不平，谁来办写在单元门口。",
        source="东篱街道",
    )


def published(district: District, where: Column) -> tuple[Article, Picture, Submission]:
    article, picture = with_picture(district, where)
    submission = sent(district, article, where)
    first = "secretary" if where.organization_id == district.east.pk else "office"
    for role in (first, "security_officer", "leader"):
        submission = sign(district, submission, role)
    return article, picture, submission


def objects(district: District, branch: Organization, name: str = "") -> dict[str, list[Any]]:
    """Address name -> arguments."""
    where = opened(district, branch)
    found: dict[str, list[Any]] = dict.fromkeys(OF_COLUMN, [where.pk])
    found |= {"way": ["news"], "sub_site": [branch.pk], "site_feed": ["atom"]}
    found |= {"column_feed": [where.pk, "json"], "sub_site_feed": [branch.pk, "atom"]}
    if not name or name in (*OF_DRAFT, "article_look"):
        article, _ = with_picture(district, where)
        found |= dict.fromkeys(OF_DRAFT, [article.pk])
        found["article_look"] = [article.pk, article.latest_revision_id]
    if not name or name in OF_SUBMISSION:
        article, _ = with_picture(district, where)
        found |= dict.fromkeys(OF_SUBMISSION, [sent(district, article, where).pk])
    if not name or name in OF_PUBLISHED:
        article, picture, _ = published(district, where)
        found |= dict.fromkeys(OF_PUBLISHED, [article.pk])
        found["picture"] = [picture.pk]
    return found

"""Documents of the library, the files that belong to them, their links, and who read how far."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import stays


class Kind(models.TextChoices):
    """The shelves of the library."""

    THEORY = "theory", "理论研究"
    PRESS = "press", "党报党刊"
    CLASSIC = "classic", "经典著作"
    RECORD = "record", "文献资料"
    GARDEN = "garden", "知识园地"


class Clearance(models.TextChoices):
    """Who may read it."""

    PUBLIC = "public", "所有人"
    MEMBERS = "members", "登录的人"


class Licence(models.TextChoices):
    """By what right a text stands here."""

    OWN = "own", "自有"
    LICENSED = "licensed", "已获授权"
    LINK = "link", "只列标题和链接"


class Shelving(models.TextChoices):
    """Whether readers find it."""

    ENTERED = "entered", "还没上架"
    SHELVED = "shelved", "在架"
    WITHDRAWN = "withdrawn", "已撤下"


class Document(models.Model):
    """A text of the library. code: what its keeper calls it, once in the library.

    series, number, place: of a paper or a book its name, the number of the issue or chapter in
    order, and how that is written (第3期第2版, 第一章). source: where it stands, if not here; then
    body may be empty (own or licensed texts only). body: Markdown. filed: it is a file; the body
    may be empty then too. office: whose it is to keep, the district's without one. shelving: what
    is not on the shelf nobody but its keepers sees; what was withdrawn leaves day and reason.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("编号", max_length=80, unique=True)
    kind = models.CharField("类别", max_length=8, choices=Kind)
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文", blank=True)
    issued_on = models.DateField("日期")
    issuer = models.CharField("发布单位", max_length=100)
    series = models.CharField("报刊或书名", max_length=100, default="", blank=True)
    number = models.PositiveIntegerField("第几", null=True)
    place = models.CharField("期、版或章", max_length=60, default="", blank=True)
    source = models.URLField("出处", max_length=500, default="", blank=True)
    clearance = models.CharField("谁可以看", max_length=8, choices=Clearance)
    digest = models.CharField(max_length=64)
    brought_at = models.DateTimeField("放进来的时间")
    licence = models.CharField("来源", max_length=8, choices=Licence, default="", blank=True)
    permission = models.CharField("许可", max_length=200, default="", blank=True)
    filed = models.BooleanField("有附件", default=False)
    office = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="documents"
    )
    shelving = models.CharField(
        "上架情况", max_length=9, choices=Shelving, default=Shelving.SHELVED
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdrawn_reason = models.CharField("撤下的原因", max_length=200, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid code kind issued_on clearance shelving withdrawn_at withdrawn_reason",
        internal=(
            "title body issuer series number place source digest brought_at licence permission"
            " filed office"
        ),
    )

    class Meta:
        ordering = ("-issued_on", "-pk")
        indexes = (
            models.Index(fields=("kind", "-issued_on", "-id"), name="document_by_kind"),
            models.Index(fields=("series", "number"), name="document_by_series"),
        )
        constraints = (
            models.CheckConstraint(
                name="document_has_a_text_or_a_source",
                condition=~Q(body="") | ~Q(source="") | Q(filed=True),
                violation_error_message="要有正文，或者写明出处的网址。",
            ),
            models.CheckConstraint(
                name="document_withdrawn_says_why",
                condition=Q(
                    ~Q(withdrawn_reason=""),
                    shelving=Shelving.WITHDRAWN,
                    withdrawn_at__isnull=False,
                )
                | Q(~Q(shelving=Shelving.WITHDRAWN), withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Link(models.Model):
    """A document names another."""

    origin = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="linked_from")

    secrecy = secrecy.declare(public="id", internal="origin target")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("origin", "target"), name="link_once"),
            models.CheckConstraint(name="link_to_another", condition=~Q(origin=F("target"))),
        )


class State(models.TextChoices):
    """How far the words of a file are read."""

    WAITING = "waiting", "正在读文字"
    READ = "read", "文字可以搜索"
    SILENT = "silent", "没有读出文字"


class Attachment(models.Model):
    """A file of a document, kept under its digest. note: why its words were not read.

    pages, done: how far the reading is.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="attachment")
    name = models.CharField("文件名", max_length=150)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("字节")
    state = models.CharField("文字", max_length=8, choices=State, default=State.WAITING)
    note = models.CharField("说明", max_length=200, default="", blank=True)
    text = models.TextField("读出的文字", default="", blank=True)
    done = models.PositiveSmallIntegerField("读了百分之几", default=0)
    unproofed = models.BooleanField("由机器识别，未校对", default=False)

    secrecy = secrecy.declare(
        public="id uid", internal="document name digest size state note text done unproofed"
    )

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """How far somebody read a document: a paragraph. Nobody else can ask for it; no leaf of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    paragraph = models.PositiveIntegerField("读到第几段")
    at = models.DateTimeField("时间")

    of_person = {"person": stays("读到哪里")}
    secrecy = secrecy.declare(public="id", internal="document", sensitive="person paragraph at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "document"), name="reading_one_place"),
        )


class Generation(models.Model):
    """One row: how often what visitors read here has changed; counted up in the transaction."""

    number = models.PositiveBigIntegerField(default=0)

    secrecy = secrecy.declare(public="id number")

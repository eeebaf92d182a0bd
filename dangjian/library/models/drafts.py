"""What keepers have in hand: every saved draft of a document, the files they sent, their pages."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.library.models.documents import Clearance, Document, Kind, Licence
from dangjian.registry.models import Person


class Reach(models.TextChoices):
    """How far the reading of a file has come."""

    WAITING = "waiting", "正在读文字"
    STOPPED = "stopped", "停下了"
    READ = "read", "文字读好了"
    SILENT = "silent", "没有读出文字"
    BARRED = "barred", "不能放在这里"


class Upload(models.Model):
    """A file that a keeper sent for a document, kept under its digest.

    sort: what it is by its content. pages: of a scan, 0 for a file that has its words in it. done:
    pages read, or per cent of a file without pages. text: the words in it; those of a scan stand
    with its pages. note: why its words were not read.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField("文件名", max_length=150)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("字节")
    sort = models.CharField("格式", max_length=6)
    state = models.CharField("文字", max_length=8, choices=Reach, default=Reach.WAITING)
    pages = models.PositiveIntegerField("扫描件的页数", default=0)
    done = models.PositiveIntegerField("读了多少", default=0)
    text = models.TextField("读出的文字", default="", blank=True)
    note = models.CharField("说明", max_length=200, default="", blank=True)
    removed = models.CharField("交来时去掉的", max_length=120, default="", blank=True)
    at = models.DateTimeField("上传时间")

    secrecy = secrecy.declare(
        public="id uid",
        internal="document name digest size sort state pages done text note removed at",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "digest"), name="upload_once"),
            models.CheckConstraint(
                name="upload_keeps_no_words_that_are_barred",
                condition=~Q(state=Reach.BARRED) | Q(text=""),
            ),
        )

    def __str__(self) -> str:
        return self.name


class PageState(models.TextChoices):
    """What became of a page of a scan."""

    READ = "read", "读出来了"
    FAILED = "failed", "没有读出来"


class ScanPage(models.Model):
    """One page of a scan. read: its words as they were read, for good. text: as they stand now.

    by_machine: recognised from the picture, not taken from the file. confirmed_at, confirmed_by:
    somebody compared the words with the picture.
    """

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="scan_pages")
    number = models.PositiveIntegerField("第几页")
    state = models.CharField("读得怎样", max_length=6, choices=PageState)
    by_machine = models.BooleanField("由机器识别", default=False)
    read = models.TextField("读出的文字", default="", blank=True)
    text = models.TextField("校对后的文字", default="", blank=True)
    note = models.CharField("说明", max_length=200, default="", blank=True)
    confirmed_at = models.DateTimeField("校对时间", null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    secrecy = secrecy.declare(
        public="id",
        internal="upload number state by_machine read text note confirmed_at",
        sensitive="confirmed_by",
    )

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("upload", "number"), name="scan_page_once"),
            models.CheckConstraint(
                name="scan_page_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"page {self.number} of upload {self.upload_id}"


class Draft(models.Model):
    """A document as a keeper saved it. Written once: the next change is a draft of its own.

    The words are those of Document. digest: SHA-256 of all of it, the file's digest included.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="drafts")
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
    licence = models.CharField("来源", max_length=8, choices=Licence)
    permission = models.CharField("许可", max_length=200, default="", blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="drafts")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("保存时间")

    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "document kind title body issued_on issuer series number place source clearance"
            " licence permission upload digest at"
        ),
        sensitive="author",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="draft_has_a_text_a_file_or_a_source",
                condition=~Q(body="") | ~Q(source="") | Q(upload__isnull=False),
            ),
            models.CheckConstraint(
                name="draft_of_a_link_holds_no_text",
                condition=~Q(licence=Licence.LINK)
                | (Q(body="") & Q(upload__isnull=True) & ~Q(source="")),
            ),
            models.CheckConstraint(
                name="draft_of_a_licensed_text_says_whose_licence",
                condition=~Q(licence=Licence.LICENSED) | ~Q(permission=""),
            ),
        )

    def __str__(self) -> str:
        return self.title

"""What can be found: one entry for a noun of any room, its passages, and the words they hold."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from dangjian.kernel import secrecy
from dangjian.kernel.secrecy import SecrecyClass


class Kind(models.TextChoices):
    """What sort of noun was found. Closed: `desk/rooms.py` knows the page of each."""

    ARTICLE = "article", "网站文章"
    NOTICE = "notice", "公示"
    DOCUMENT = "document", "图书馆"
    ANSWER = "answer", "来信答复"
    ITEM = "item", "公开目录"
    DISCLOSED = "disclosed", "依申请公开"
    HEADLINE = "headline", "外地消息"
    TOPIC = "topic", "热点讨论"
    NOTE = "note", "专家答问"


class Audience(models.TextChoices):
    """Who may find it."""

    PUBLIC = "public", "所有人"
    MEMBERS = "members", "登录的人"


class Entry(models.Model):
    """One thing that can be found. noun: the uid of the row it is about, in the room it belongs to.

    level: its secrecy class; what is more than internal never stands in the index.
    heading: the words of the title.
    """

    kind = models.CharField("种类", max_length=10, choices=Kind)
    noun = models.UUIDField()
    title = models.CharField("标题", max_length=200)
    day = models.DateField("日期", null=True)
    issuer = models.CharField("发布单位", max_length=100, default="", blank=True)
    column = models.CharField("栏目", max_length=20, default="", blank=True)
    audience = models.CharField("谁查得到", max_length=8, choices=Audience)
    level = models.PositiveSmallIntegerField("密级", default=SecrecyClass.PUBLIC)
    heading = SearchVectorField()

    secrecy = secrecy.declare(
        public="id kind noun", internal="title day issuer column audience level heading"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "noun"), name="entry_one_for_a_noun"),
            models.CheckConstraint(
                name="entry_never_more_than_internal",
                condition=Q(level=SecrecyClass.PUBLIC)
                | Q(level=SecrecyClass.INTERNAL) & ~Q(audience=Audience.PUBLIC),
            ),
        )
        indexes = (GinIndex(fields=("heading",), name="entry_heading", fastupdate=False),)

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A part of a text, short enough to be shown. words: of the title and of this part.

    size: its characters. kind, day, issuer, column, audience: copies of the entry's, so that one
    scan of the index can pass over what is not asked for; what is found is judged by the entry.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField("第几段")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField(null=True)
    issuer = models.CharField(max_length=100, default="", blank=True)
    column = models.CharField(max_length=20, default="", blank=True)
    audience = models.CharField(max_length=8, choices=Audience)
    text = models.TextField("文字")
    size = models.PositiveIntegerField("字数")
    words = SearchVectorField()

    secrecy = secrecy.declare(
        public="id",
        internal="entry number kind day issuer column audience text size words",
    )

    class Meta:
        ordering = ("entry", "number")
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="passage_one_of_a_number"),
        )
        indexes = (GinIndex(fields=("words",), name="passage_words", fastupdate=False),)

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.number}"


class Uncounted(models.Model):
    """A passage whose words the terms do not count yet: found all the same, only not spelt for."""

    passage = models.OneToOneField(
        Passage, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )

    secrecy = secrecy.declare(internal="passage")


class Term(models.Model):
    """A word or pair of characters that passages hold; the empty term counts the passages.

    count: in how many passages. known: whether it is a word, which what was typed wrongly may have
    meant. sound: its pinyin without tones; blurred: the same for ears that do not part zh and z, ng
    and n; initials: the first letters. near: its text with one character left open, or sorted.
    """

    term = models.CharField(max_length=60, primary_key=True, db_collation="C")
    count = models.PositiveIntegerField("在几段里", default=0)
    known = models.BooleanField("是词", default=False)
    sound = models.CharField(max_length=80, default="", blank=True, db_collation="C")
    blurred = models.CharField(max_length=80, default="", blank=True, db_collation="C")
    initials = models.CharField(max_length=20, default="", blank=True, db_collation="C")
    near = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    secrecy = secrecy.declare(internal="term count known sound blurred initials near")

    class Meta:
        indexes = (
            models.Index(fields=("sound",), name="term_sound", condition=Q(known=True)),
            models.Index(fields=("blurred",), name="term_blurred", condition=Q(known=True)),
            models.Index(fields=("initials",), name="term_initials", condition=Q(known=True)),
            GinIndex(fields=("near",), name="term_near", fastupdate=False),
            # The commonest that begins with a character: thousands begin with 的.
            models.Index(Left("term", 1), F("count").desc(), name="term_first"),
        )

    def __str__(self) -> str:
        return self.term


class Rebuild(models.Model):
    """A kind whose entries are being written anew: how far it has come, so that it can go on.

    after: the last row of the room that was done. mark: the last entry there was before it began.
    """

    kind = models.CharField(max_length=10, choices=Kind, primary_key=True)
    after = models.BigIntegerField(default=0)
    mark = models.BigIntegerField()

    secrecy = secrecy.declare(internal="kind after mark")

    def __str__(self) -> str:
        return f"{self.kind}>{self.after}"

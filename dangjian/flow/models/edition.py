"""What an office may set about a kind of case, in editions: cases end under the one they began by.

Terms, words, recipients and papers are rows; which move leads where is released with the program.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person


class Procedure(models.Model):
    """A kind of case, by the key of its table of moves."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField("代号", max_length=40, unique=True)
    says = models.CharField("名称", max_length=40)

    secrecy = secrecy.declare(public="id uid key says")

    def __str__(self) -> str:
        return self.says


class Edition(models.Model):
    """One edition of a procedure. table: the revision of the program's table it stands on.

    Numbered when published; a draft has no number, and there is one draft of a procedure at most.
    The first edition of each table comes with the program and has no publisher.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("第几版", null=True)
    table = models.PositiveSmallIntegerField("流程表的版次")
    note = models.CharField("改了什么", max_length=200, default="", blank=True)
    published_at = models.DateTimeField("发布时间", null=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="谁发布的"
    )

    secrecy = secrecy.declare(
        public="id uid procedure number table note published_at", internal="published_by"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("procedure", "number"), name="edition_numbered_once"),
            models.UniqueConstraint(
                fields=("procedure",), condition=Q(number__isnull=True), name="edition_one_draft"
            ),
            models.CheckConstraint(
                name="edition_published_has_number",
                condition=Q(number__isnull=True, published_at__isnull=True)
                | Q(number__isnull=False, published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure}第{self.number}版" if self.number else f"{self.procedure}草稿"


class EditionTerm(models.Model):
    """A term shorter than the rule demands. days: in the unit of the rule; warn_days: before it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="terms")
    clock = models.CharField("期限", max_length=30)
    days = models.PositiveSmallIntegerField("几日", null=True)
    warn_days = models.PositiveSmallIntegerField("提前几日提醒", default=3)

    secrecy = secrecy.declare(public="id edition clock days warn_days")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("edition", "clock"), name="term_once_in_an_edition"),
        )


class EditionWord(models.Model):
    """What a state or a move is called here, instead of the program's word."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="words")
    name = models.CharField("代号", max_length=30)
    says = models.CharField("叫作", max_length=20)

    secrecy = secrecy.declare(public="id edition name says")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("edition", "name"), name="word_once_in_an_edition"),
            models.CheckConstraint(name="word_says_something", condition=~Q(says="")),
        )


class EditionRecipient(models.Model):
    """Which office a part falls to, instead of the one the case stands at."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="recipients")
    part = models.CharField("由谁办", max_length=30)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    secrecy = secrecy.declare(internal="id edition part organization")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("edition", "part"), name="part_once_in_an_edition"),
        )


class EditionPaper(models.Model):
    """A paper that has to be there before the move is made."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="papers")
    move = models.CharField("哪一步之前", max_length=30)
    title = models.CharField("材料", max_length=60)

    secrecy = secrecy.declare(public="id edition move title")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "move", "title"), name="paper_once_before_a_move"
            ),
        )


class Transfer(models.Model):
    """A running case taken over into another edition, and back again if that was undone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("flow.Case", on_delete=models.PROTECT, related_name="transfers")
    from_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    to_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField("撤销时间", null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    secrecy = secrecy.declare(
        internal="id uid case from_edition to_edition at undone_at", sensitive="by undone_by"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="transfer_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        )

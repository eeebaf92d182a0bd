"""Who was due at a meeting, who came, and who is left out of those due."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.meetings.models.meetings import Meeting
from dangjian.registry.models import Person
from dangjian.registry.models.shares import goes_along


class Presence(models.TextChoices):
    """What the roll says of one full member. WRITTEN: absent, but he gave his opinion in writing
    before the meeting; it is counted, he is not among those present. STRUCK: no full member of it
    that day, after all."""

    PRESENT = "present", "到会"
    EXCUSED = "excused", "请假"
    WRITTEN = "written", "请假，会前提了书面意见"
    ABSENT = "absent", "未到会"
    EXEMPT = "exempt", "不计入应到会"
    STRUCK = "struck", "不在名单"


class Ground(models.TextChoices):
    """Why somebody is left out of those due (选举工作条例 2020 Art. 5; the COD's reply)."""

    WATCHED = "watched", "受留党察看处分，在察看期内"
    DETAINED = "detained", "被留置"
    ARRESTED = "arrested", "被逮捕"
    WITHOUT_WILL = "without_will", "因病不能表达自己的意志"
    ABROAD = "abroad", "自费出国（境）半年以上"
    SENTENCED = "sentenced", "没有受到留党察看以上处分，正在服刑"
    BEDRIDDEN = "bedridden", "年老体弱，长期卧床，生活不能自理"
    UNMOVED = "unmoved", "应当转出组织关系，半年以上没有转"


WITHOUT_VOTE = (Ground.WATCHED, Ground.DETAINED, Ground.ARRESTED)
"""Grounds by which the right to vote and to stand is lost or rests."""
AGREED = tuple(one for one in Ground if one not in WITHOUT_VOTE)
"""Grounds that need the superior's agreement and the meeting's resolution."""


class Voter(models.Model):
    """One full member of the organization on the day, and whether he came. The last word holds:
    until something is counted the roll may be corrected, and the log says that it was."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="voters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField("到会情况", max_length=8, choices=Presence)

    of_person = {"person": goes_along("会议名单上的一位")}
    secrecy = secrecy.declare(public="id", internal="meeting", sensitive="person presence")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "person"), name="voter_once_in_a_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"


class Exemption(Sealing):
    """Somebody left out of those due. since_on: for grounds with a length, since when. document:
    where the superior agreed. reason: sealed. taken_back_at: it does not count any more."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="exemptions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("哪一种情形", max_length=14, choices=Ground)
    since_on = models.DateField("从哪天起", null=True)
    document = models.CharField("上级同意的文件", max_length=120, default="", blank=True)
    reason = SealedField("说明")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField("撤回时间", null=True)

    of_person = {"person": goes_along("不计入应到会")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="meeting taken_back_at",
        sensitive="entered_by document",
        key="person ground since_on reason",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "person"),
                condition=Q(taken_back_at__isnull=True),
                name="exemption_once_in_a_meeting",
            ),
            models.CheckConstraint(
                name="exemption_agreed_says_where",
                condition=Q(ground__in=[one.value for one in WITHOUT_VOTE]) | ~Q(document=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} left out of {self.meeting_id}"

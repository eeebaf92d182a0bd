"""Extended sets of a member's record: education, work, family, abroad, hardship (A5).

Each row is a dated fact about one person; a mistake is ended or corrected by a new row.
"""

from __future__ import annotations

from django.db import models

from dangjian.kernel import codes, secrecy
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated


class OfPerson(Dated):
    """A dated fact about one person; `withdrawn` marks one entered by mistake, with the reason."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)s_set")
    withdrawn = models.CharField("作废原因", max_length=120, default="", blank=True)

    of_person = {"person": goes_along("教育、工作、家庭、出国（境）、困难情况")}

    class Meta:
        abstract = True
        ordering = ("-valid",)


class Education(OfPerson):
    level = models.CharField("学历", max_length=2, choices=codes.EDUCATION.choices)
    degree = models.CharField(
        "学位", max_length=3, choices=codes.DEGREE.choices, default="", blank=True
    )
    school = models.CharField("毕业院校", max_length=80)
    major = models.CharField("专业", max_length=60, default="", blank=True)

    secrecy = secrecy.declare(
        public="id", sensitive="person valid withdrawn level degree school major"
    )

    def __str__(self) -> str:
        return f"{self.school} {self.get_level_display()}"


class Employment(OfPerson):
    unit = models.CharField("工作单位", max_length=120)
    position = models.CharField("职务或岗位", max_length=60)

    secrecy = secrecy.declare(public="id", sensitive="person valid withdrawn unit position")

    def __str__(self) -> str:
        return f"{self.unit} {self.position}"


class Relative(OfPerson):
    kinship = models.CharField("称谓", max_length=20)
    name = models.CharField("姓名", max_length=60)
    political_status = models.CharField(
        "政治面貌", max_length=2, choices=codes.POLITICAL.choices, default="", blank=True
    )
    employer = models.CharField("工作单位及职务", max_length=120, default="", blank=True)

    secrecy = secrecy.declare(
        public="id", sensitive="person valid withdrawn kinship name political_status employer"
    )

    def __str__(self) -> str:
        return f"{self.kinship} {self.name}"


class StayAbroad(OfPerson):
    country = models.CharField("国家或地区", max_length=60)
    purpose = models.CharField("事由", max_length=60)
    contact = models.CharField("联系情况", max_length=120, default="", blank=True)

    secrecy = secrecy.declare(
        public="id", sensitive="person valid withdrawn country purpose contact"
    )

    def __str__(self) -> str:
        return f"{self.country} {self.purpose}"


class Hardship(OfPerson):
    kind = models.CharField("困难类型", max_length=40)
    care = models.CharField("帮扶情况", max_length=200, default="", blank=True)

    secrecy = secrecy.declare(public="id", sensitive="person valid withdrawn kind care")

    def __str__(self) -> str:
        return self.kind

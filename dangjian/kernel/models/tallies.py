"""How often the platform said no, by the hour: sums, of nobody in particular."""

from __future__ import annotations

from django.db import models

from dangjian.kernel import secrecy


class Turned(models.TextChoices):
    """The closed list of what is counted."""

    SIGN_IN = "sign_in", "登录没有通过"
    BRAKED = "braked", "输错太多次，被要求等一等"
    DENIED = "denied", "登录的人打开了不归他看的页面"
    ASTRAY = "astray", "没有登录的人打开了不存在的页面"
    FORGED = "forged", "表单来历不对"
    FILE = "file", "交来的文件没有收"
    LARGE = "large", "交来的东西太大"
    FAST = "fast", "一下子来得太多"
    ODD = "odd", "请求看不懂"
    FAILED = "failed", "平台自己出了故障"


class Tally(models.Model):
    """How often in one hour. No account, no address, no page: only the sum."""

    kind = models.CharField(max_length=8, choices=Turned)
    hour = models.DateTimeField()
    count = models.PositiveBigIntegerField(default=0)

    secrecy = secrecy.declare(internal="id kind hour count")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "hour"), name="tally_of_an_hour"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.hour:%Y-%m-%d %H}: {self.count}"

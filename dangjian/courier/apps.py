from typing import Any

from django.apps import AppConfig
from django.core import checks


class CourierConfig(AppConfig):
    name = "dangjian.courier"
    label = "courier"
    verbose_name = "消息"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        checks.register(_gateways)


def _gateways(**_: Any) -> list[checks.CheckMessage]:
    """`dangjian manage check` says what is wrong with the gateways that are set up."""
    from dangjian.courier import transports

    return [
        checks.Warning(sentence, id=f"courier.W{number:03}")
        for number, sentence in enumerate(transports.problems(), 1)
    ]

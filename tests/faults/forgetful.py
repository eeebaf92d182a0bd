"""The broken twin of a moving clock: used form keys are forgotten by the day the site shows."""

from __future__ import annotations

import datetime as dt

from dangjian.config.middleware import FormKeyMiddleware
from dangjian.kernel import clock
from dangjian.kernel.models import UsedFormKey

_KEPT = dt.timedelta(days=30)


class Forgetful(FormKeyMiddleware):
    def _once(self, *given: object, **named: object) -> object:  # type: ignore[override]
        UsedFormKey.objects.filter(used_at__lt=clock.now() - _KEPT).delete()
        return super()._once(*given, **named)  # type: ignore[arg-type]

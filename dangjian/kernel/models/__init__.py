"""The nouns of the kernel."""

from dangjian.kernel.models.calendar import HolidayNotice
from dangjian.kernel.models.evidence import Leaf
from dangjian.kernel.models.idempotency import UsedFormKey

__all__ = ["HolidayNotice", "Leaf", "UsedFormKey"]

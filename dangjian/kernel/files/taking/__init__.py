"""What may be kept of a file somebody sent: named as what it is, without what acts by itself."""

from dangjian.kernel.files.taking.door import Clean, check_name, cleaned

__all__ = ["Clean", "check_name", "cleaned"]

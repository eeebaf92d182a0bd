"""Jobs of the installation itself."""

from __future__ import annotations

from dangjian.config import install
from dangjian.kernel import jobs


@jobs.every("30 19 * * *", "config.tidy")  # 3.30 at night in the district
def tidy(timestamp: int) -> None:
    """Drop what serves nobody any more."""
    install.tidy()

"""Jobs of the installation itself."""

from __future__ import annotations

from dangjian.config import backup_command, install
from dangjian.config.watch import alarm
from dangjian.kernel import clock, jobs


@jobs.every("30 19 * * *", "config.tidy")  # 3.30 at night in the district
def tidy(timestamp: int) -> None:
    """Drop what serves nobody any more."""
    install.tidy()


@jobs.every("10 18 * * *", "config.back_up")  # 2.10 at night in the district
def back_up(timestamp: int) -> None:
    """Everything into one sealed file, where somebody made a key for it."""
    backup_command.nightly()


@jobs.every("40 18 1 * *", "config.rehearse")
def rehearse(timestamp: int) -> None:
    """Once a month a backup is restored elsewhere and counted."""
    backup_command.monthly()


@jobs.every("7,37 * * * *", "config.alarm")
def sound_alarm(timestamp: int) -> None:
    """Twice an hour somebody is told if much more than usual was turned away."""
    alarm.look(clock.now())

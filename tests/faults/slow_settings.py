"""Settings of a site that knows one more job."""

from dangjian.config.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = ["tests.faults.slow_jobs"]

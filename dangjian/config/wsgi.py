"""Entry of the web server (granian, WSGI)."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from dangjian.config.loading import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangjian.config.settings")
with loading():
    framework = get_wsgi_application()
    # Every page now, not with the first visitor of this process.
    assert get_resolver().url_patterns  # noqa: S101
    from dangjian.portal.caching import KeptFirst  # settings and applications come first

    application = KeptFirst(framework)

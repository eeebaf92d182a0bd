"""Run as a command: fills a new data directory with the tiny district and prints whose sessions are
open. (Argon2 and a sign-in by hand would take longer than the kills.)
"""

from __future__ import annotations

import json
import os

import django

from dangjian.config import cluster
from dangjian.kernel.keyring import ensure_keyring

# Who may add work and look up numbers in the branch; one of them sits at two browsers.
ROLES = ("secretary", "clerk", "office", "clerk")


def furnish() -> list[dict[str, object]]:
    """Build the district; the sessions of four browsers and the person they work on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangjian.config.settings")
    cluster.ensure_running(cluster.home(), lambda _: None)
    django.setup()
    ensure_keyring(cluster.home())
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from dangjian.config.install import install
    from dangjian.kernel import row_scope
    from tests.district import build

    row_scope.widen_here()
    install(lambda _: None)
    call_command("collectstatic", interactive=False, verbosity=0)
    district = build()
    return [
        {
            "session": district.sign_in(Client(), role).cookies[settings.SESSION_COOKIE_NAME].value,
            "person": district.people["member"].pk,
        }
        for role in ROLES
    ]


if __name__ == "__main__":
    print(json.dumps(furnish()))

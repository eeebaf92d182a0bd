"""Addresses for the tests of what breaks after a view has done its work: its session is saved."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from dangjian.registry.models import Session


def lose_the_database() -> None:
    """End this connection from outside, as a killed server would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()


@login_not_required
def noted(request: HttpRequest, what: str) -> HttpResponse:
    """Write into the session; then the database goes away, or the session does."""
    request.session["noted"] = request.session.get("noted", 0) + 1
    if what == "outage":
        lose_the_database()
    if what == "signed-out":
        Session.objects.all().delete()
    return HttpResponse("好")


urlpatterns = [
    path("noted/<slug:what>/", noted, name="noted"),
    path("", include("dangjian.config.urls")),
]

handler400 = "dangjian.config.errors.bad_request"
handler500 = "dangjian.config.errors.server_error"

"""One address that takes a file, for tests of uploading."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import include, path

from dangjian.config.urls import handler400
from dangjian.kernel.files.uploads import folder, receive

__all__ = ["handler400"]


@login_not_required
def take(request: HttpRequest) -> JsonResponse:
    with receive(request.FILES["file"]) as received:
        return JsonResponse(
            {
                "name": received.name,
                "digest": received.digest,
                "size": received.size,
                "mode": oct(received.path.stat().st_mode),
                "folder": oct(folder().stat().st_mode),
                "inside": str(received.path.parent) == str(folder()),
            }
        )


urlpatterns = [
    path("take/", take, name="take"),
    path("", include("dangjian.config.urls")),
]

"""One address that takes a file, for tests of uploading."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from dangjian.config.errors import bad_request
from dangjian.kernel.files.uploads import folder, receive

handler400 = bad_request


@csrf_exempt
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


urlpatterns = [path("take/", take)]

"""The floor: Django without anything of ours, one indexed query, one line of HTML."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from dangjian.registry.models import Organization


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Organization.objects.values_list("name", flat=True).get(pk=1))


urlpatterns = [path("", plain, name="plain")]

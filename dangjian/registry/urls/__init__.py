"""Addresses of the registry, by noun."""

from django.urls import URLPattern

from dangjian.registry.urls import accounts, consents, imports, organizations, people
from dangjian.registry.views.consents import Doings


def addresses(doings: Doings) -> list[URLPattern]:
    """Every address of the registry. doings: how acts of other rooms that take two are done."""
    return [
        *organizations.urlpatterns,
        *people.urlpatterns,
        *imports.urlpatterns,
        *accounts.urlpatterns,
        *consents.addresses(doings),
    ]

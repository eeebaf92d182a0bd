"""Addresses of the registry, by noun."""

from dangjian.registry.urls import accounts, consents, imports, organizations, people

urlpatterns = [
    *organizations.urlpatterns,
    *people.urlpatterns,
    *imports.urlpatterns,
    *accounts.urlpatterns,
    *consents.urlpatterns,
]

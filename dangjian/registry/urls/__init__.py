"""Addresses of the registry, by noun."""

from dangjian.registry.urls import accounts, imports, organizations, people

urlpatterns = [
    *organizations.urlpatterns,
    *people.urlpatterns,
    *imports.urlpatterns,
    *accounts.urlpatterns,
]

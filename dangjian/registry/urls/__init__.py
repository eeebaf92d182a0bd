"""Addresses of the registry, by noun."""

from dangjian.registry.urls import accounts, organizations, people

urlpatterns = [*organizations.urlpatterns, *people.urlpatterns, *accounts.urlpatterns]

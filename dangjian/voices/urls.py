"""Addresses of the room."""

from dangjian.voices import urls_office

urlpatterns = [*urls_office.urlpatterns]

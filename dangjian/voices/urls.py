"""Addresses of the room."""

from dangjian.voices import urls_office, urls_writing

urlpatterns = [*urls_office.urlpatterns, *urls_writing.urlpatterns]

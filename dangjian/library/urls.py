"""Addresses of the library."""

from django.urls import path

from dangjian.library import views

urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/<int:pk>/", views.document, name="document"),
    path("library/<int:pk>/place/", views.document_place, name="document_place"),
    path("library/<int:pk>/file/", views.document_file, name="document_file"),
]

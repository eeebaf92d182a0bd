"""Addresses of the feeds. `elsewhere` stands where the portal's plain way of that name would be."""

from django.urls import path

from dangjian.feeds import views

urlpatterns = [
    path("site/elsewhere/", views.elsewhere, name="elsewhere"),
    path("publishing/sources/", views.source_list, name="sources"),
    path("publishing/sources/approve/", views.source_approve, name="source_approve"),
    path("publishing/sources/<int:pk>/", views.source, name="source"),
    path("publishing/sources/<int:pk>/stop/", views.source_stop, name="source_stop"),
    path("publishing/sources/<int:pk>/look/", views.source_look, name="source_look"),
    path("publishing/news/", views.entry_list, name="entries"),
    path("publishing/news/<int:pk>/choose/", views.entry_choose, name="entry_choose"),
    path("publishing/news/<int:pk>/aside/", views.entry_aside, name="entry_aside"),
    path("publishing/news/<int:pk>/back/", views.entry_back, name="entry_back"),
]

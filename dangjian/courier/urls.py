"""Addresses of one's own notice settings. The messages themselves are listed by `desk`."""

from django.urls import path

from dangjian.courier import views

urlpatterns = [
    path("me/notices/", views.notice_settings, name="notice_settings"),
    path("me/notices/<slug:kind>/", views.channel_address, name="channel_address"),
    path("me/notices/<slug:kind>/code/", views.channel_verify, name="channel_verify"),
    path("me/notices/<slug:kind>/code/again/", views.channel_code_again, name="channel_code_again"),
    path("me/notices/<slug:kind>/switch/", views.channel_switch, name="channel_switch"),
    path("me/notices/<slug:kind>/remove/", views.channel_remove, name="channel_remove"),
]

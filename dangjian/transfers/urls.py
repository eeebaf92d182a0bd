"""Addresses of transfers, their papers, and floating members."""

from django.urls import path

from dangjian.transfers.views import guests, introductions, steps, transfers

urlpatterns = [
    path("transfers/", transfers.transfers, name="transfers"),
    path("transfers/ask/", transfers.transfer_ask, name="transfer_ask"),
    path("transfers/present/", transfers.transfer_present, name="transfer_present"),
    path("members/<int:pk>/transfer/", transfers.transfer_start, name="transfer_start"),
    path("transfers/<int:pk>/", transfers.transfer, name="transfer"),
    path("transfers/<int:pk>/urge/", transfers.transfer_urge, name="transfer_urge"),
    path("transfers/<int:pk>/receipt/", introductions.transfer_receipt, name="transfer_receipt"),
    path("transfers/<int:pk>/do/<slug:name>/", steps.transfer_step, name="transfer_step"),
    path("introductions/<int:pk>/", introductions.introduction, name="introduction"),
    path("members/<int:pk>/certificates/", introductions.certificates, name="certificates"),
    path(
        "members/<int:pk>/certificates/give/",
        introductions.certificate_give,
        name="certificate_give",
    ),
    path("introductions/<int:pk>/void/", introductions.certificate_void, name="certificate_void"),
    path("floating/", guests.guests, name="guests"),
    path("floating/away/<int:pk>/", guests.absence, name="floating_away"),
    path("floating/here/<int:pk>/", guests.guest, name="guest"),
    path("floating/here/<int:pk>/end/", guests.guest_end, name="guest_end"),
    path("organizations/<int:pk>/floating/", guests.guest_take, name="guest_take"),
]

"""Addresses of those who deal with letters."""

from django.urls import path

from dangjian.voices.views import mailboxes, office, service

urlpatterns = [
    path("service-times/", service.service_times, name="service_times"),
    path("letters/", office.letters, name="letters"),
    path("letters/mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("letters/mailboxes/<int:pk>/open/", mailboxes.mailbox_open, name="mailbox_open"),
    path("letters/mailboxes/<int:pk>/close/", mailboxes.mailbox_close, name="mailbox_close"),
    path("letters/<int:pk>/", office.letter, name="letter"),
    path("letters/<int:pk>/step/<slug:step>/", office.letter_step, name="letter_step"),
    path("letters/<int:pk>/share/<int:todo>/", office.letter_share, name="letter_share"),
    path("letters/<int:pk>/in-full/", office.letter_in_full, name="letter_in_full"),
    path("letters/<int:pk>/notice/<int:notice>/", office.letter_notice, name="letter_notice"),
]

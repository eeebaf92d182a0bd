"""Addresses of meetings."""

from django.urls import path

from dangjian.meetings.views import counting, elections, holding, meetings, papers

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/call/<int:pk>/", holding.meeting_call, name="meeting_call"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/item/", holding.meeting_put, name="meeting_put"),
    path("meetings/<int:pk>/exempt/", holding.meeting_exempt, name="meeting_exempt"),
    path("meetings/<int:pk>/roll/", holding.meeting_roll, name="meeting_roll"),
    path("meetings/<int:pk>/notes/", holding.meeting_notes, name="meeting_notes"),
    path("meetings/<int:pk>/report/", elections.meeting_report, name="meeting_report"),
    path("meetings/<int:pk>/answer/<slug:way>/", elections.meeting_answer, name="meeting_answer"),
    path("meetings/<int:pk>/step/<slug:way>/", counting.meeting_step, name="meeting_step"),
    path("meetings/<int:pk>/confirm/<slug:way>/", counting.meeting_confirm, name="meeting_confirm"),
    path("meetings/<int:pk>/minutes/word/", papers.meeting_minutes, name="meeting_minutes"),
    path("meetings/<int:pk>/paper/<slug:sheet>/", papers.meeting_paper, name="meeting_paper"),
    path("meetings/items/<int:pk>/count/", counting.meeting_count, name="meeting_count"),
    path("meetings/items/<int:pk>/again/", holding.meeting_again, name="meeting_again"),
    path("meetings/items/<int:pk>/take-off/", holding.meeting_take_off, name="meeting_take_off"),
    path(
        "meetings/exemptions/<int:pk>/take-back/",
        holding.meeting_count_in,
        name="meeting_count_in",
    ),
]

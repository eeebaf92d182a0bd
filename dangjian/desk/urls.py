from django.urls import path

from dangjian.desk import messages_page, search_page, views, workplaces

urlpatterns = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
    path("find/<int:pk>/", views.find_organization, name="find_organization"),
    path("search/", search_page.search, name="search"),
    path("search/suggest/", search_page.suggest, name="search_suggest"),
    path("interaction/", views.interaction, name="interaction"),
    path("overview/", views.overview, name="overview"),
    path("overview/<slug:slug>/", views.overview_list, name="overview_list"),
    path("start/", views.start, name="start"),
    path("workbench/", workplaces.workbench, name="workbench"),
    path("home/", workplaces.member_home, name="member_home"),
    path("inbox/", workplaces.inbox_view, name="inbox"),
    path("messages/", messages_page.messages_view, name="messages"),
    path("messages/read/", messages_page.messages_read_all, name="messages_read_all"),
    path("messages/unread/", messages_page.messages_unread, name="messages_unread"),
    path("messages/<int:pk>/read/", messages_page.message_read, name="message_read"),
    path("first-steps/", views.first_steps, name="first_steps"),
    path("calendar/", views.calendar_view, name="calendar"),
    path("calendar/import/", views.calendar_import, name="calendar_import"),
    path("terms/", views.terms_view, name="terms"),
    path("rules/", views.rules_view, name="rules"),
]

from django.urls import path

from dangjian.desk import (
    life_page,
    messages_page,
    offers,
    search_page,
    site_health,
    views,
    workplaces,
)

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
    path("publishing/health/", site_health.site_health, name="site_health"),
    path("messages/", messages_page.messages_view, name="messages"),
    path("messages/read/", messages_page.messages_read_all, name="messages_read_all"),
    path("messages/unread/", messages_page.messages_unread, name="messages_unread"),
    path("messages/<int:pk>/read/", messages_page.message_read, name="message_read"),
    path("organizations/<int:pk>/life/", life_page.organization_lives, name="organization_lives"),
    path(
        "organizations/<int:pk>/life/<slug:act>/",
        life_page.organization_life,
        name="organization_life",
    ),
    path("first-steps/", views.first_steps, name="first_steps"),
    path("calendar/", views.calendar_view, name="calendar"),
    path("calendar/import/", views.calendar_import, name="calendar_import"),
    path("terms/", views.terms_view, name="terms"),
    path("rules/", views.rules_view, name="rules"),
    # offered to other people's programs
    path("feeds/notices.<slug:form>", offers.notices_feed, name="notices_feed"),
    path("sitemap.xml", offers.sitemap, name="sitemap"),
    path("sitemap/<slug:section>.xml", offers.sitemap_section, name="sitemap_section"),
    path("robots.txt", offers.robots, name="robots"),
]

"""Every address of the platform. What each role may do at each is declared in tests/guards."""

from django.urls import include, path

from dangjian.config.watch import views as watch
from dangjian.desk import handing_over, rooms
from dangjian.flow import urls as flow
from dangjian.handover import urls as handover
from dangjian.registry import urls as registry

urlpatterns = [
    path("watch/", watch.page, name="watch"),
    path("watch/backup/", watch.backup, name="watch_backup"),
    path("watch/rehearse/", watch.rehearse, name="watch_rehearse"),
    path("", include("dangjian.desk.urls")),
    path("", include("dangjian.dues.urls")),
    path("", include("dangjian.membership.urls")),
    path("", include("dangjian.development.urls")),
    path("", include("dangjian.transfers.urls")),
    path("", include(handover.addresses(handing_over.WAYS))),
    path("", include(flow.addresses(rooms.TABLES))),
    path("", include("dangjian.courier.urls")),
    path("", include("dangjian.voices.urls")),
    path("", include("dangjian.forum.urls")),
    path("", include("dangjian.honours.urls")),
    path("", include("dangjian.appraisal.urls")),
    path("", include("dangjian.openness.urls")),
    path("", include("dangjian.meetings.urls")),
    # Before the portal: it has the page of one of its ways.
    path("", include("dangjian.feeds.urls")),
    path("", include("dangjian.portal.urls")),
    path("", include("dangjian.library.urls")),
    path("", include(registry.addresses(handing_over.DOINGS))),
    path("", include("dangjian.kit.urls")),
]

handler400 = "dangjian.config.errors.bad_request"
handler403 = "dangjian.config.errors.forbidden"
handler404 = "dangjian.config.errors.not_found"
handler500 = "dangjian.config.errors.server_error"

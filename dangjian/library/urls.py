"""Addresses of the library: what is read, and the keepers' desk."""

from django.urls import path

from dangjian.library import views
from dangjian.library.views import admitting, keeping, scans

urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/<int:pk>/", views.document, name="document"),
    path("library/<int:pk>/place/", views.document_place, name="document_place"),
    path("library/<int:pk>/file/", views.document_file, name="document_file"),
    # the keepers' desk
    path("shelving/", keeping.holding_list, name="holding_list"),
    path("shelving/enter/", keeping.holding_enter, name="holding_enter"),
    path("shelving/<int:pk>/", keeping.holding, name="holding"),
    path("shelving/<int:pk>/edit/", keeping.holding_edit, name="holding_edit"),
    path("shelving/<int:pk>/drafts/<int:draft>/", keeping.holding_draft, name="holding_draft"),
    path("shelving/<int:pk>/send/", keeping.holding_send, name="holding_send"),
    path("shelving/<int:pk>/withdraw/", keeping.holding_withdraw, name="holding_withdraw"),
    path("shelving/<int:pk>/return/", keeping.holding_return, name="holding_return"),
    # their files
    path("shelving/files/<int:pk>/", scans.scan_file, name="scan_file"),
    path("shelving/files/<int:pk>/progress/", scans.scan_progress, name="scan_progress"),
    path("shelving/files/<int:pk>/stop/", scans.scan_stop, name="scan_stop"),
    path("shelving/files/<int:pk>/again/", scans.scan_again, name="scan_again"),
    path("shelving/files/<int:pk>/pages/<int:number>/", scans.scan_page, name="scan_page"),
    path(
        "shelving/files/<int:pk>/pages/<int:number>/picture/",
        scans.scan_picture,
        name="scan_picture",
    ),
    # before those who sign
    path("shelving/reviews/<int:pk>/", admitting.admission, name="admission"),
    path("shelving/reviews/<int:pk>/sign/", admitting.admission_sign, name="admission_sign"),
    path("shelving/reviews/<int:pk>/back/", admitting.admission_back, name="admission_back"),
    path("shelving/reviews/<int:pk>/take/", admitting.admission_take, name="admission_take"),
]

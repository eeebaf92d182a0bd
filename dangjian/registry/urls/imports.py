"""Addresses about imports."""

from django.urls import path

from dangjian.registry.views import alike, doubts, imports, undoing

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/blank/<slug:kind>/", imports.import_blank, name="import_blank"),
    path("imports/<int:pk>/", imports.import_page, name="import"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:pk>/enter/", imports.import_enter, name="import_enter"),
    path("imports/<int:pk>/resume/", imports.import_resume, name="import_resume"),
    path("imports/<int:pk>/undo/", undoing.import_undo, name="import_undo"),
    path("imports/<int:pk>/repair/", imports.import_repair, name="import_repair"),
    path("imports/<int:pk>/again/", imports.import_again, name="import_again"),
    path("imports/<int:pk>/rows/<int:position>/", doubts.import_row, name="import_row"),
    path(
        "imports/<int:pk>/rows/<int:position>/aside/",
        doubts.import_row_aside,
        name="import_row_aside",
    ),
    path(
        "imports/<int:pk>/rows/<int:position>/alike/<int:number>/",
        alike.import_alike,
        name="import_alike",
    ),
    path(
        "imports/<int:pk>/rows/<int:position>/alike/<int:number>/back/",
        alike.import_alike_back,
        name="import_alike_back",
    ),
]

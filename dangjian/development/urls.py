"""Addresses of developments."""

from django.urls import path

from dangjian.development.views import cases, ruling, scans, steps

urlpatterns = [
    path("developments/", cases.developments, name="developments"),
    path("developments/begin/", steps.development_place, name="development_place"),
    path("developments/begin/<int:pk>/", steps.development_begin, name="development_begin"),
    path("developments/try/", ruling.development_try, name="development_try"),
    path("developments/local/", ruling.development_local, name="development_local"),
    path(
        "developments/local/add/<int:pk>/",
        ruling.development_local_add,
        name="development_local_add",
    ),
    path(
        "developments/local/<int:pk>/end/",
        ruling.development_local_end,
        name="development_local_end",
    ),
    path("developments/<int:pk>/", cases.development, name="development"),
    path("developments/<int:pk>/file/", cases.development_file, name="development_file"),
    path(
        "developments/<int:pk>/file/<int:taken>/attach/",
        scans.development_attach,
        name="development_attach",
    ),
    path(
        "developments/<int:pk>/file/scan/<int:scan>/",
        scans.development_scan,
        name="development_scan",
    ),
    path(
        "developments/<int:pk>/file/scan/<int:scan>/take-out/",
        scans.development_take_out,
        name="development_take_out",
    ),
    path(
        "developments/<int:pk>/form/<slug:which>/",
        cases.development_form,
        name="development_form",
    ),
    path(
        "developments/<int:pk>/form/<slug:which>/word/",
        cases.development_paper,
        name="development_paper",
    ),
    path("developments/<int:pk>/do/<slug:step>/", steps.development_step, name="development_step"),
    path(
        "developments/<int:pk>/local/<int:local>/",
        steps.development_local_step,
        name="development_local_step",
    ),
    path(
        "developments/<int:pk>/meeting/<slug:step>/",
        steps.development_call,
        name="development_call",
    ),
    path("developments/<int:pk>/move/", steps.development_move, name="development_move"),
    path("developments/<int:pk>/notice/", steps.development_notice, name="development_notice"),
    path("developments/<int:pk>/rules/", steps.development_rules, name="development_rules"),
    path("developments/<int:pk>/stop/", steps.development_stop, name="development_stop"),
    path(
        "developments/<int:pk>/take-back/",
        steps.development_take_back,
        name="development_take_back",
    ),
]

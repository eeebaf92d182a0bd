from django.urls import path

from dangjian.appraisal.views import appraising, caring, own, papers, participating

urlpatterns = [
    path("appraisals/", appraising.appraisals, name="appraisals"),
    path("appraisals/open/", appraising.appraisal_open, name="appraisal_open"),
    path("appraisals/mine/", own.my_appraisals, name="my_appraisals"),
    path("appraisals/<int:pk>/", appraising.appraisal, name="appraisal"),
    path("appraisals/<int:pk>/days/", appraising.appraisal_days, name="appraisal_days"),
    path("appraisals/<int:pk>/absent/", appraising.appraisal_absent, name="appraisal_absent"),
    path("appraisals/<int:pk>/count/", appraising.appraisal_count, name="appraisal_count"),
    path("appraisals/<int:pk>/summary/", papers.appraisal_summary, name="appraisal_summary"),
    path(
        "appraisals/<int:pk>/summary/file/",
        papers.appraisal_summary_file,
        name="appraisal_summary_file",
    ),
    path("appraisals/<int:pk>/step/<slug:move>/", appraising.appraisal_step, name="appraisal_step"),
    path("appraised/<int:pk>/", appraising.appraisal_say, name="appraisal_say"),
    path("appraised/<int:pk>/form/", papers.appraisal_form, name="appraisal_form"),
    path("appraised/<int:pk>/form/file/", papers.appraisal_form_file, name="appraisal_form_file"),
    path("visits/", caring.visits, name="visits"),
    path("members/<int:pk>/visit/", caring.visit_add, name="visit_add"),
    path("visits/<int:pk>/", caring.visit, name="visit"),
    path("visits/<int:pk>/done/", caring.visit_done, name="visit_done"),
    path("visits/<int:pk>/drop/", caring.visit_drop, name="visit_drop"),
    path("visits/<int:pk>/followed/", caring.visit_followed, name="visit_followed"),
    path("members/<int:pk>/participation/", participating.participation, name="participation"),
    path("members/<int:pk>/inactive/", participating.inactivity_note, name="inactivity_note"),
    path("inactive/<int:pk>/over/", participating.inactivity_over, name="inactivity_over"),
    path("members/<int:pk>/excuse/", participating.excuse_add, name="excuse_add"),
    path("excuses/<int:pk>/end/", participating.excuse_end, name="excuse_end"),
]

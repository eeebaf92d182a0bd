"""Addresses of openness: what everybody reads and checks, and the office's desk."""

from django.urls import path

from dangjian.openness.views import (
    catalogue,
    catalogue_desk,
    notices,
    objections,
    personnel,
    public,
    verifying,
)

urlpatterns = [
    path("notices/", public.notices, name="notices"),
    path("notices/<int:pk>/", public.notice, name="notice"),
    path("notices/<int:pk>/object/", public.notice_object, name="notice_object"),
    path("notices/receipt/", public.objection_receipt, name="objection_receipt"),
    path("notices/follow/", public.objection_follow, name="objection_follow"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:code>/proof/", verifying.verify_bundle, name="verify_bundle"),
    path("verify/program/", verifying.verify_script, name="verify_script"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<int:pk>/", catalogue.item, name="item"),
    path("personnel/", personnel.personnel, name="personnel"),
    path("personnel/<int:pk>/", personnel.personnel_entry, name="personnel_entry"),
    # the office's desk
    path("publicity/", notices.notices_desk, name="notices_desk"),
    path("publicity/begin/", notices.notice_begin, name="notice_begin"),
    path("publicity/<int:pk>/", notices.notice_desk, name="notice_desk"),
    path("publicity/<int:pk>/edit/", notices.notice_edit, name="notice_edit"),
    path("publicity/<int:pk>/send/", notices.notice_send, name="notice_send"),
    path("publicity/<int:pk>/sign/", notices.notice_sign, name="notice_sign"),
    path("publicity/<int:pk>/post/", notices.notice_post, name="notice_post"),
    path("publicity/<int:pk>/back/", notices.notice_back, name="notice_back"),
    path("publicity/<int:pk>/drop/", notices.notice_drop, name="notice_drop"),
    path("publicity/<int:pk>/extend/", notices.notice_extend, name="notice_extend"),
    path("publicity/<int:pk>/withdraw/", notices.notice_withdraw, name="notice_withdraw"),
    path("publicity/<int:pk>/conclude/", notices.notice_conclude, name="notice_conclude"),
    path("publicity/objections/<int:pk>/", objections.objection, name="objection"),
    path(
        "publicity/objections/<int:pk>/settle/",
        objections.objection_settle,
        name="objection_settle",
    ),
    path("publicity/catalogue/", catalogue_desk.catalogue_desk, name="catalogue_desk"),
    path("publicity/catalogue/new/", catalogue_desk.proposal_new, name="proposal_new"),
    path("publicity/items/<int:pk>/change/", catalogue_desk.item_change, name="item_change"),
    path("publicity/items/<int:pk>/withdraw/", catalogue_desk.item_withdraw, name="item_withdraw"),
    path("publicity/catalogue/<int:pk>/", catalogue_desk.proposal, name="proposal"),
    path("publicity/catalogue/<int:pk>/edit/", catalogue_desk.proposal_edit, name="proposal_edit"),
    path(
        "publicity/catalogue/<int:pk>/<slug:way>/",
        catalogue_desk.proposal_step,
        name="proposal_step",
    ),
    path("publicity/personnel/", personnel.personnel_desk, name="personnel_desk"),
    path("publicity/personnel/new/", personnel.personnel_enter, name="personnel_enter"),
    path("publicity/personnel/<int:pk>/", personnel.personnel_case, name="personnel_case"),
    path(
        "publicity/personnel/<int:pk>/correct/",
        personnel.personnel_correct,
        name="personnel_correct",
    ),
    path(
        "publicity/personnel/<int:pk>/<slug:way>/",
        personnel.personnel_step,
        name="personnel_step",
    ),
]

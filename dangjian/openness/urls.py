"""Addresses of openness: what everybody reads and checks, and the office's desk."""

from django.urls import path

from dangjian.openness.views import office, public

urlpatterns = [
    path("notices/", public.notices, name="notices"),
    path("notices/<int:pk>/", public.notice, name="notice"),
    path("notices/<int:pk>/object/", public.notice_object, name="notice_object"),
    path("notices/receipt/", public.objection_receipt, name="objection_receipt"),
    path("notices/follow/", public.objection_follow, name="objection_follow"),
    path("verify/", public.verify, name="verify"),
    path("verify/<str:code>/proof/", public.verify_bundle, name="verify_bundle"),
    path("verify/program/", public.verify_script, name="verify_script"),
    # the office's desk
    path("publicity/", office.notices_desk, name="notices_desk"),
    path("publicity/begin/", office.notice_begin, name="notice_begin"),
    path("publicity/<int:pk>/", office.notice_desk, name="notice_desk"),
    path("publicity/<int:pk>/edit/", office.notice_edit, name="notice_edit"),
    path("publicity/<int:pk>/send/", office.notice_send, name="notice_send"),
    path("publicity/<int:pk>/sign/", office.notice_sign, name="notice_sign"),
    path("publicity/<int:pk>/post/", office.notice_post, name="notice_post"),
    path("publicity/<int:pk>/back/", office.notice_back, name="notice_back"),
    path("publicity/<int:pk>/drop/", office.notice_drop, name="notice_drop"),
    path("publicity/<int:pk>/extend/", office.notice_extend, name="notice_extend"),
    path("publicity/<int:pk>/withdraw/", office.notice_withdraw, name="notice_withdraw"),
    path("publicity/<int:pk>/conclude/", office.notice_conclude, name="notice_conclude"),
    path("publicity/objections/<int:pk>/", office.objection, name="objection"),
    path("publicity/objections/<int:pk>/settle/", office.objection_settle, name="objection_settle"),
]

"""Addresses of the forum."""

from django.urls import path

from dangjian.forum.views import contributions, moderation, opinions, panel, seminars, topics

urlpatterns = [
    # topics
    path("topics/", topics.topics, name="topics"),
    path("topics/open/", topics.topic_open, name="topic_open"),
    path("topics/removals/", topics.removals, name="removals"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    path("topics/<int:pk>/answer/", topics.topic_answer, name="topic_answer"),
    path("topics/<int:pk>/close/", topics.topic_close, name="topic_close"),
    path("topics/<int:pk>/say/", contributions.topic_contribute, name="topic_contribute"),
    # what was said
    path("contributions/", contributions.my_contributions, name="my_contributions"),
    path("contributions/receipt/", contributions.contribution_receipt, name="contribution_receipt"),
    path("contributions/find/", contributions.contribution_find, name="contribution_find"),
    path(
        "contributions/find/appeal/",
        contributions.contribution_find_appeal,
        name="contribution_find_appeal",
    ),
    path("contributions/<int:pk>/", contributions.contribution, name="contribution"),
    path(
        "contributions/<int:pk>/appeal/",
        contributions.contribution_appeal,
        name="contribution_appeal",
    ),
    path("contributions/<int:pk>/hold/", moderation.contribution_hold, name="contribution_hold"),
    path("contributions/<int:pk>/show/", moderation.contribution_show, name="contribution_show"),
    path("contributions/<int:pk>/hide/", moderation.contribution_hide, name="contribution_hide"),
    path(
        "contributions/<int:pk>/restore/",
        moderation.contribution_restore,
        name="contribution_restore",
    ),
    path("contributions/<int:pk>/judge/", moderation.contribution_judge, name="contribution_judge"),
    path("forum/", moderation.forum_desk, name="forum_desk"),
    path("threads/<int:pk>/", moderation.thread_moderate, name="thread_moderate"),
    # seminars
    path("seminars/", seminars.seminars, name="seminars"),
    path("seminars/open/", seminars.seminar_open, name="seminar_open"),
    path("seminars/<int:pk>/", seminars.seminar, name="seminar"),
    path("seminars/<int:pk>/submit/", seminars.paper_submit, name="paper_submit"),
    path("papers/<int:pk>/", seminars.paper, name="paper"),
    path("papers/<int:pk>/say/", contributions.paper_contribute, name="paper_contribute"),
    path("papers/<int:pk>/withdraw/", seminars.paper_withdraw, name="paper_withdraw"),
    path("papers/<int:pk>/reviewers/", seminars.paper_assign, name="paper_assign"),
    path("papers/<int:pk>/decide/", seminars.paper_decide, name="paper_decide"),
    path("reviews/<int:pk>/", seminars.review, name="review"),
    # the panel
    path("notes/", panel.notes, name="notes"),
    path("notes/<int:pk>/", panel.note, name="note"),
    path("experts/", panel.experts, name="experts"),
    path("experts/name/", panel.expert_name, name="expert_name"),
    path("experts/<int:pk>/end/", panel.expert_end, name="expert_end"),
    path("consultations/", panel.consultations, name="consultations"),
    path("consultations/ask/", panel.consult, name="consult"),
    path("consultations/<int:pk>/", panel.consultation, name="consultation"),
    path("consultations/<int:pk>/answer/", panel.consultation_answer, name="consultation_answer"),
    path(
        "consultations/<int:pk>/decline/", panel.consultation_decline, name="consultation_decline"
    ),
    path(
        "consultations/<int:pk>/hand-on/", panel.consultation_hand_on, name="consultation_hand_on"
    ),
    path("consultations/<int:pk>/note/", panel.consultation_note, name="consultation_note"),
    path(
        "consultations/<int:pk>/withdraw/",
        panel.consultation_withdraw,
        name="consultation_withdraw",
    ),
    # opinions about the system
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions/give/", opinions.opinion_give, name="opinion_give"),
    path("opinions/<int:pk>/answer/", opinions.opinion_answer, name="opinion_answer"),
]

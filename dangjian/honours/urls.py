from django.urls import path

from dangjian.honours.views import awards, nominations, records

urlpatterns = [
    path("awards/", awards.awards, name="awards"),
    path("awards/begin/", awards.award_begin, name="award_begin"),
    path("awards/<int:pk>/", awards.award, name="award"),
    path("awards/<int:pk>/nominate/", nominations.nominate, name="nominate"),
    path("awards/<int:pk>/notice/", awards.award_notice, name="award_notice"),
    path("awards/<int:pk>/grant/<int:notice>/", awards.award_grant, name="award_grant"),
    path("awards/<int:pk>/put-back/<int:notice>/", awards.award_put_back, name="award_put_back"),
    path("nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path("nominations/<int:pk>/<slug:move>/", nominations.nomination_step, name="nomination_step"),
    path("honours/", records.honours, name="honours"),
    path("honours/<int:pk>/revoke/", records.honour_revoke, name="honour_revoke"),
    path("members/<int:pk>/honours/", records.honour_enter, name="honour_enter"),
]

"""Addresses about people."""

from django.urls import path

from dangjian.registry.views import (
    exports,
    facts,
    look_ups,
    merging,
    people,
    rosters,
    sanctions,
    standing,
    standings,
)

urlpatterns = [
    path("members/", rosters.members, name="members"),
    path("members/export/", exports.member_export, name="member_export"),
    path("members/exports/<int:pk>/", exports.export, name="export"),
    path("members/exports/<int:pk>/progress/", exports.export_progress, name="export_progress"),
    path("members/exports/<int:pk>/fetch/", exports.export_fetch, name="export_fetch"),
    path("members/exports/<int:pk>/again/", exports.export_again, name="export_again"),
    path("members/look-up/", look_ups.member_look_up, name="member_look_up"),
    path("organizations/<int:pk>/register/", people.member_register, name="member_register"),
    path("members/<int:pk>/", people.member, name="member"),
    path("members/doubles/", merging.doubles, name="doubles"),
    path("members/<int:pk>/double/<int:other>/", merging.double, name="double"),
    path("members/<int:pk>/double/<int:other>/apart/", merging.double_apart, name="double_apart"),
    path("members/<int:pk>/merged/<int:number>/", merging.member_merged, name="member_merged"),
    path("members/<int:pk>/correct/", people.member_correct, name="member_correct"),
    path("members/<int:pk>/reveal/", people.member_reveal, name="member_reveal"),
    path("members/<int:pk>/branch/", people.member_reassign, name="member_reassign"),
    path("members/<int:pk>/standing/", standing.standing_change, name="standing_change"),
    path("members/<int:pk>/history/", standings.standing_history, name="standing_history"),
    path("members/changes/", standings.standing_changes, name="standing_changes"),
    path("members/<int:pk>/lost/", standing.lost_report, name="lost_report"),
    path("members/<int:pk>/found/", standing.lost_found, name="lost_found"),
    path("members/<int:pk>/floating/", standing.floating_report, name="floating_report"),
    path("members/<int:pk>/returned/", standing.floating_returned, name="floating_returned"),
    path("members/<int:pk>/facts/<slug:kind>/add/", facts.fact_add, name="fact_add"),
    path("members/<int:pk>/sanctions/", sanctions.member_sanctions, name="member_sanctions"),
    path("members/<int:pk>/sanctions/add/", sanctions.sanction_impose, name="sanction_impose"),
    path("sanctions/<int:pk>/end/", sanctions.sanction_end, name="sanction_end"),
    path("sanctions/<int:pk>/withdraw/", sanctions.sanction_withdraw, name="sanction_withdraw"),
    path("facts/<slug:kind>/<int:pk>/end/", facts.fact_end, name="fact_end"),
    path("facts/<slug:kind>/<int:pk>/withdraw/", facts.fact_withdraw, name="fact_withdraw"),
]

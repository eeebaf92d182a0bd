"""Addresses of whoever writes, and of the officer who writes for him."""

from django.urls import path

from dangjian.voices.views import answers, by_hand, following, sending, writing

urlpatterns = [
    path("write/", writing.write, name="write"),
    path("write/to/", writing.write_to, name="write_to"),
    path("write/text/", writing.write_text, name="write_text"),
    path("write/similar/", writing.write_similar, name="write_similar"),
    path("write/about/", writing.write_about, name="write_about"),
    path("write/contact/", writing.write_contact, name="write_contact"),
    path("write/together/", writing.write_together, name="write_together"),
    path("write/publish/", writing.write_publish, name="write_publish"),
    path("write/check/", sending.write_check, name="write_check"),
    path("write/sent/", sending.write_sent, name="write_sent"),
    path("write/done/", sending.write_done, name="write_done"),
    path("write/drop/", writing.write_drop, name="write_drop"),
    path("write/paper/", writing.write_paper, name="write_paper"),
    path("follow/", following.follow, name="follow"),
    path("follow/letter/", following.follow_letter, name="follow_letter"),
    path("follow/letter/sheet/", following.follow_sheet, name="follow_sheet"),
    path("follow/letter/add/", following.follow_add, name="follow_add"),
    path("follow/letter/rate/", following.follow_rate, name="follow_rate"),
    path("follow/letter/ask/", following.follow_ask, name="follow_ask"),
    path("follow/letter/withdraw/", following.follow_withdraw, name="follow_withdraw"),
    path("follow/letter/join/", following.follow_join, name="follow_join"),
    path("follow/letter/joined/", following.follow_joined, name="follow_joined"),
    path("follow/leave/", following.follow_leave, name="follow_leave"),
    path("my-letters/", following.my_letters, name="my_letters"),
    path("my-letters/<int:pk>/", following.my_letter, name="my_letter"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<int:pk>/", answers.answer, name="answer"),
    path("letters/enter/", by_hand.letter_enter, name="letter_enter"),
    path("letters/enter/slip/", by_hand.letter_slip, name="letter_slip"),
    path("letters/enter/referred/", by_hand.letter_referred, name="letter_referred"),
    path("letters/by-code/", by_hand.letter_by_code, name="letter_by_code"),
    path("letters/<int:pk>/call/", by_hand.letter_call, name="letter_call"),
    path("letters/discipline-channel/", by_hand.discipline_channel, name="discipline_channel"),
]

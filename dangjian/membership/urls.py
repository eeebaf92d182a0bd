"""Addresses of errands, and of the check of one's own data."""

from django.urls import path

from dangjian.membership.views import asking, corrections, errands, steps

urlpatterns = [
    path("errands/", errands.errands, name="errands"),
    path("errands/ask/", asking.errand_ask, name="errand_ask"),
    path("members/<int:pk>/errand/", asking.errand_take, name="errand_take"),
    path("members/<int:pk>/errand/ask/", asking.errand_ask_for, name="errand_ask_for"),
    path("errands/<int:pk>/", errands.errand, name="errand"),
    path("errands/<int:pk>/fill-in/", steps.errand_fill_in, name="errand_fill_in"),
    path("errands/<int:pk>/confirm/", steps.errand_confirm, name="errand_confirm"),
    path("errands/<int:pk>/send-back/", steps.errand_send_back, name="errand_send_back"),
    path("errands/<int:pk>/decline/", steps.errand_decline, name="errand_decline"),
    path("errands/<int:pk>/withdraw/", steps.errand_withdraw, name="errand_withdraw"),
    path("errands/<int:pk>/hand-on/", steps.errand_hand_on, name="errand_hand_on"),
    path("errands/<int:pk>/slip/", errands.errand_slip, name="errand_slip"),
    path("errands/<int:pk>/witness/", steps.errand_witness, name="errand_witness"),
    path("me/data/", corrections.my_data, name="my_data"),
    path("me/data/right/", corrections.data_right, name="data_right"),
    path("me/data/wrong/", corrections.data_wrong, name="data_wrong"),
    path("corrections/<int:pk>/", corrections.correction, name="correction"),
    path("corrections/<int:pk>/decide/", corrections.correction_decide, name="correction_decide"),
    path(
        "corrections/<int:pk>/withdraw/",
        corrections.correction_withdraw,
        name="correction_withdraw",
    ),
    path("corrections/<int:pk>/file/", corrections.correction_file, name="correction_file"),
]

"""Addresses of errands."""

from django.urls import path

from dangjian.membership import views

urlpatterns = [
    path("errands/", views.errands, name="errands"),
    path("errands/ask/", views.errand_ask, name="errand_ask"),
    path("members/<int:pk>/errand/", views.errand_take, name="errand_take"),
    path("members/<int:pk>/errand/ask/", views.errand_ask_for, name="errand_ask_for"),
    path("errands/<int:pk>/", views.errand, name="errand"),
    path("errands/<int:pk>/fill-in/", views.errand_fill_in, name="errand_fill_in"),
    path("errands/<int:pk>/confirm/", views.errand_confirm, name="errand_confirm"),
    path("errands/<int:pk>/send-back/", views.errand_send_back, name="errand_send_back"),
    path("errands/<int:pk>/decline/", views.errand_decline, name="errand_decline"),
    path("errands/<int:pk>/withdraw/", views.errand_withdraw, name="errand_withdraw"),
    path("errands/<int:pk>/hand-on/", views.errand_hand_on, name="errand_hand_on"),
    path("errands/<int:pk>/slip/", views.errand_slip, name="errand_slip"),
    path("errands/<int:pk>/witness/", views.errand_witness, name="errand_witness"),
]

"""The addresses of the practice copy: those of the platform, its tasks and its reset."""

from django.urls import include, path

from dangjian.config.practice import views
from dangjian.desk import practice

urlpatterns = [
    path("practice/", practice.tasks, name="practice"),
    path("practice/reset/", views.reset, name="practice_reset"),
    path("", include("dangjian.config.urls")),
]

handler400 = "dangjian.config.errors.bad_request"
handler403 = "dangjian.config.errors.forbidden"
handler404 = "dangjian.config.errors.not_found"
handler500 = "dangjian.config.errors.server_error"

from django.urls import path

from dangjian.kit import gallery, preferences

urlpatterns = [
    path("kit/", gallery.show, name="gallery"),
    path("kit/preferences", preferences.set_preferences, name="preferences"),
]

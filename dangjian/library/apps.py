from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "dangjian.library"
    label = "library"
    verbose_name = "图书馆"
    default_auto_field = "django.db.models.BigAutoField"

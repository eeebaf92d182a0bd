from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "dangjian.feeds"
    label = "feeds"
    verbose_name = "各地"
    default_auto_field = "django.db.models.BigAutoField"

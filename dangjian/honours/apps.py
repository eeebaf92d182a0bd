from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "dangjian.honours"
    label = "honours"
    verbose_name = "评优表彰"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "dangjian.openness"
    label = "openness"
    verbose_name = "党务公开"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "dangjian.voices"
    label = "voices"
    verbose_name = "来信"
    default_auto_field = "django.db.models.BigAutoField"

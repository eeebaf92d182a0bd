from django.apps import AppConfig


class CourierConfig(AppConfig):
    name = "dangjian.courier"
    label = "courier"
    verbose_name = "消息"
    default_auto_field = "django.db.models.BigAutoField"

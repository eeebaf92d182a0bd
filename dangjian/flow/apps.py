from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "dangjian.flow"
    label = "flow"
    verbose_name = "待办"
    default_auto_field = "django.db.models.BigAutoField"

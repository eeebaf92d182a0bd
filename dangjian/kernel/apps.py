from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "dangjian.kernel"
    label = "kernel"
    verbose_name = "基础"
    default_auto_field = "django.db.models.BigAutoField"

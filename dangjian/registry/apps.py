from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "dangjian.registry"
    label = "registry"
    verbose_name = "组织与人员"
    default_auto_field = "django.db.models.BigAutoField"

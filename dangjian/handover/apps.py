from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "dangjian.handover"
    label = "handover"
    verbose_name = "岗位移交"
    default_auto_field = "django.db.models.BigAutoField"

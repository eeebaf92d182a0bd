from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "dangjian.membership"
    label = "membership"
    verbose_name = "党员服务"
    default_auto_field = "django.db.models.BigAutoField"

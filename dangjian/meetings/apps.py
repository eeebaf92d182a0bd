from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "dangjian.meetings"
    label = "meetings"
    verbose_name = "表决会议"
    default_auto_field = "django.db.models.BigAutoField"

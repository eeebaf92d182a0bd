from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "dangjian.forum"
    label = "forum"
    verbose_name = "讨论和研讨"
    default_auto_field = "django.db.models.BigAutoField"

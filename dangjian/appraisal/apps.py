from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "dangjian.appraisal"
    label = "appraisal"
    verbose_name = "民主评议和关怀"
    default_auto_field = "django.db.models.BigAutoField"

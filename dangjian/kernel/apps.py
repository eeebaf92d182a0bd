from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "dangjian.kernel"
    label = "kernel"
    verbose_name = "基础"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from dangjian.kernel import row_scope

        connection_created.connect(row_scope.put_on_new)

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "dangjian.kit"
    label = "kit"

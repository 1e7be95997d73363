from django.apps import AppConfig


class RewritingConfig(AppConfig):
    name = "headway.rewriting"
    label = "rewriting"
    default_auto_field = "django.db.models.BigAutoField"

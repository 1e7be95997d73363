from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "headway.config"
    label = "config"

    def ready(self) -> None:
        from headway.config import checks  # noqa: F401

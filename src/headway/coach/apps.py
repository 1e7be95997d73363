from django.apps import AppConfig


class CoachConfig(AppConfig):
    name = "headway.coach"
    label = "coach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from headway.coach import follow

        follow.start()

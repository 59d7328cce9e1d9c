from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "bordermark.contributions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.contributions import telling

        telling.register()

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "bordermark.contributions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.contributions import announcing, panels
        from bordermark.contributions.review import telling

        panels.register_panels()
        telling.register_kinds()
        announcing.register_kinds()

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "bordermark.screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.screening import panels, store
        from bordermark.screening.runs import announcing
        from bordermark.screening.triage import telling

        store.register()
        panels.register_panels()
        announcing.register_kinds()
        telling.register_kinds()

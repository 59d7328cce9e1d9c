from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "bordermark.screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.screening import offering, panels, store

        store.register()
        panels.register_panels()
        offering.register_offers()

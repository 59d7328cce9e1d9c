from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "bordermark.framework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.framework import offering, panels, store

        store.register()
        panels.register_panels()
        offering.register_offers()

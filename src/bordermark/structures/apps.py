from django.apps import AppConfig


class StructuresConfig(AppConfig):
    name = "bordermark.structures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.structures import offering, panels, store

        store.register()
        panels.register_panels()
        offering.register_offers()

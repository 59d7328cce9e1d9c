from django.apps import AppConfig


class CompendiumConfig(AppConfig):
    name = "bordermark.compendium"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.compendium import dublin_core, panels, store
        from bordermark.contributions import record_types

        record_types.register_lower_rooms()
        store.register()
        panels.register_panels()
        dublin_core.register_dublin_core()

from django.apps import AppConfig


class CompendiumConfig(AppConfig):
    name = "bordermark.compendium"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.compendium import dublin_core, inspecting, panels, store, translating
        from bordermark.contributions import record_types
        from bordermark.contributions.translations import labels

        record_types.register_lower_rooms()
        store.register()
        panels.register_panels()
        translating.register_translations()
        labels.register_labels()
        inspecting.register_quality()
        dublin_core.register_dublin_core()

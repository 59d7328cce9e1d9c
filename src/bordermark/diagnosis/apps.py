from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "bordermark.diagnosis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.diagnosis import panels
        from bordermark.diagnosis.following import store
        from bordermark.diagnosis.validation import announcing

        panels.register_panels()
        store.register_type()
        announcing.register_kinds()

from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "bordermark.diagnosis"

    def ready(self) -> None:
        from bordermark.diagnosis import panels

        panels.register_panels()

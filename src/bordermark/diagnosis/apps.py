from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "bordermark.diagnosis"

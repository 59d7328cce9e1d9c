from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "bordermark.vocabulary"
    default_auto_field = "django.db.models.BigAutoField"

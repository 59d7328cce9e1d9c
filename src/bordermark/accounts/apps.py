from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bordermark.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bordermark.accounts import sign_ins

        sign_ins.listen()

"""What allauth asks of the house: nobody signs up by themselves, and mail comes from one address."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from bordermark.accounts.models import User


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are made by invitation alone (`inviting.accept`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def display(user: User) -> str:
    """How pages and messages call a person."""
    return user.name

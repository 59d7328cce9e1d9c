"""What allauth asks of the house: nobody signs up by themselves, and mail comes from one address."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from bordermark.accounts.models import User
from bordermark.publishing.addresses import addresses_for


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are made by invitation alone (`inviting.accept`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in an e-mail, at the public address of the site, which a proxy before it may hide."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{addresses_for(self.request).base}{path}"


def display(user: User) -> str:
    """How pages and messages call a person."""
    return user.name

"""What people fill in: each form says what is wrong with a value, and what was expected."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bordermark.accounts.models import User
from bordermark.accounts.policy import Held, Role, Scope
from bordermark.accounts.sentences import ROLES, SCOPES
from bordermark.languages import LANGUAGES, NAMES
from bordermark.organisations.store import organisations
from bordermark.vocabulary.store import vocabulary

LANGUAGE_CHOICES: Final = [(code, NAMES[code]) for code in LANGUAGES]


class JoinForm(forms.Form):
    """What an invited person gives: a name and a password."""

    name = forms.CharField(label=gettext_lazy("Your name, as others will see it"), max_length=150,
                           widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}))
    password = forms.CharField(
        label=gettext_lazy("A password"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        help_text=gettext_lazy("At least 12 characters, not a common word: a sentence will do."),
    )

    def __init__(self, *args: Any, email: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.email = email

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        password = values.get("password")
        if password:
            try:
                password_validation.validate_password(password, User(email=self.email, name=values.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class ProfileForm(forms.Form):
    """A person's name and language."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150,
                           widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}))
    language = forms.ChoiceField(label=gettext_lazy("Language of your e-mails"), choices=LANGUAGE_CHOICES)


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=80,
                           widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}))
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"), widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, SCOPES[one]) for one in Scope],
        help_text=gettext_lazy("Within your own rights: a token never does more than you may."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long it lasts"), coerce=int, initial="90",
        choices=[("7", gettext_lazy("a week")), ("30", gettext_lazy("30 days")), ("90", gettext_lazy("90 days")),
                 ("365", gettext_lazy("a year"))],
    )

    @property
    def lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class RoleForm(forms.Form):
    """A role, with that for which it is held."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[(one.value, ROLES[one]) for one in Role])
    organisation = forms.ChoiceField(label=gettext_lazy("For an organisation"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("or for a State"), required=False)

    def __init__(self, *args: Any, language: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        words, bodies = vocabulary(), organisations().bodies
        named = sorted(((one.name(language), one.id) for one in bodies.values()), key=lambda pair: pair[0].casefold())
        states = sorted((words.state_name(one.id, language), one.id) for one in words.states.values())
        nothing = [("", "—")]
        for field, some in (("organisation", named), ("state", states)):
            choice = self.fields[field]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = nothing + [(key, name) for name, key in some]

    @property
    def held(self) -> Held:
        values = self.cleaned_data
        return Held(Role(values["role"]), values["organisation"], values["state"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("organisation") and values.get("state"):
            raise forms.ValidationError(_("A role is held for an organisation or for a State, not for both."))
        return values


class InvitationForm(RoleForm):
    """Whom to invite, as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"),
                             widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}))
    language = forms.ChoiceField(label=gettext_lazy("Language of the invitation"), choices=LANGUAGE_CHOICES)
    field_order = ["email", "language", "role", "organisation", "state"]

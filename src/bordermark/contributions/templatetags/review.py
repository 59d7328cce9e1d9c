"""Template tags that name the statuses, kinds of change and types of record of change sets."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from bordermark.contributions.record_types import record_types
from bordermark.contributions.review.models import ChangeItem, ChangeSet
from bordermark.contributions.review.wording import KINDS, STATUSES

register = template.Library()


@register.filter
def status_label(one: ChangeSet) -> str:
    """What the status of a change set is called."""
    return str(STATUSES[one.status])


@register.filter
def kind_label(one: ChangeItem | Mapping[str, Any]) -> str:
    """What becomes of a record: new, changed or withdrawn."""
    return str(KINDS[one.kind if isinstance(one, ChangeItem) else one["kind"]])


@register.filter
def type_label(one: ChangeItem | Mapping[str, Any]) -> str:
    """What the type of a record is called; its name where it is not known any more."""
    name = one.record_type if isinstance(one, ChangeItem) else one["type"]
    return next((str(each.label) for each in record_types() if each.name == name), name)


@register.filter
def field_words(description: str) -> SafeString:
    """What a field of a record means, in the page's language; marked as English where nobody has translated it."""
    said = gettext(description) if description else ""
    if said == description and get_language() != "en":
        return format_html('<span lang="en" dir="ltr">{}</span>', said)
    return escape(said)

"""What entities have said to a finding, beside it."""

from typing import Any

from django import template
from django.template.context import Context

from bordermark.diagnosis.validation.describing import STANCES
from bordermark.structures.store import survey

register = template.Library()


@register.inclusion_tag("diagnosis/said.html", takes_context=True)
def said_to(context: Context, finding: str) -> dict[str, Any]:
    """The answers to the finding of this id that are public, in the records that the page is asked of."""
    said = survey(context["clocks"]).responses_to.get(finding, ())
    return {"said": [(one, STANCES[one.stance]) for one in said if one.stance], "request": context["request"]}

"""The columns of a line in words."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

COLUMN_WORDS: Final[Mapping[str, Any]] = {
    "id": _("Number or id of the line"), "hs_code": _("Commodity code"),
    "goods_description": _("Description of the goods"), "date": _("Date"), "origin": _("Country of origin"),
    "destination": _("Country of destination"), "net_kg": _("Net mass in kg"), "value": _("Value"),
    "office": _("Customs office"),
}

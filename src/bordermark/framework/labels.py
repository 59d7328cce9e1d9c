"""The words of the framework's own codes, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = Mapping[str, Promise]

FOUNDATIONS: Final[Labels] = {
    "global": _("a duty, global"), "regional": _("a duty, regional only"), "should": _("a recommendation"),
    "may": _("a permission"), "none": _("nothing that asks"),
}
"""What a measure rests on."""

RELATIONS: Final[Labels] = {
    "equal": _("asks the same as"), "subset": _("is part of"), "superset": _("contains"),
    "intersects": _("has something in common with"), "none": _("has nothing in common with"),
}
"""Set relations, between the first thing and the second."""

PREDICATES: Final[Labels] = {
    "skos:exactMatch": _("asks the same"), "skos:closeMatch": _("asks much the same"),
    "skos:broadMatch": _("is part of it"), "skos:narrowMatch": _("contains it"),
    "skos:relatedMatch": _("has something in common with it"),
}
"""What a measure is to the element to which it is mapped."""

ASKED: Final[Labels] = {
    "whole": _("asked in full"), "perhaps": _("perhaps asked in full"), "part": _("asked in part"),
}
"""How much of a measure its provisions ask together."""

TOGETHER: Final[Mapping[bool | None, Promise]] = {
    True: _("together they ask all of it"), None: _("together they may ask all of it"),
    False: _("together they ask a part of it"),
}
"""Whether the measures mapped to an element contain it."""

REASONS: Final[Labels] = {"stronger": _("stronger words"), "whole": _("all of the measure")}
"""Why regional instruments go beyond global ones."""

LOST: Final[Labels] = {
    "overlaps": _("whether they have anything in common"), "contains": _("whether the first contains the last"),
    "within": _("whether the first is part of the last"),
}
"""What can no longer be said of the ends of a chain after a step."""

KINDS: Final[Labels] = {"measure": _("measure"), "provision": _("provision"), "element": _("element")}
"""Kinds of things that are linked."""

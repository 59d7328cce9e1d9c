"""One record of the framework as data, found by its id alone."""

from typing import Any

from bordermark.clocks import Clocks
from bordermark.compendium.describing import CompendiumWriter
from bordermark.framework.asking import find, writer


def show_framework_record(key: str, say: CompendiumWriter, clocks: Clocks) -> dict[str, Any] | None:
    """The domain, measure or model with this id; None for an id that is none of these.

    Raises UnknownRecord, with ids that resemble it, for one that looks like theirs and is not held.
    """
    if not key.startswith(("cbm-", "model-")):
        return None
    described = writer(say, clocks)
    held = described.world.framework
    if key.startswith("model-"):
        return described.model_detail(find(held.models, key, "model")).model_dump(mode="json")
    if key in held.domains:
        measures = described.measures(held.measures_of.get(key, ())).model_dump(mode="json")
        return {**described.domain(held.domains[key]).model_dump(mode="json"), "items": measures["items"]}
    return described.measure_detail(find(held.measures, key, "measure")).model_dump(mode="json")

"""Where a record is shown: the path of its page, by its type and key."""

from bordermark.publishing.addresses import page


def record_page(name: str, key: str, language: str = "en", **query: str) -> str:
    """The path of a record's own page; empty where it has none."""
    if name in ("instrument", "provision", "state", "organisation", "control-list", "control-entry", "activity",
                "mechanism", "adopted-option"):
        return page(name, key, language=language, **query)
    if name == "concept":
        return page("concept", *key.split(":", 1), language=language, **query)
    return ""

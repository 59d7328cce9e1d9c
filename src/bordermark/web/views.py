"""The pages that belong to no room: home, the sources of the data, and errors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bordermark.compendium.models import Act, Instrument, Provision
from bordermark.compendium.panels import counts_by_concept, newest
from bordermark.compendium.reading import reader
from bordermark.publishing.addresses import language_of
from bordermark.vocabulary.store import vocabulary


def home(request: HttpRequest) -> HttpResponse:
    """What can be asked here, the nine themes, and what is new."""
    words, language = vocabulary(), language_of(request)
    counts = counts_by_concept("theme")
    return render(request, "web/home.html", {
        "themes": [(one, one.label(language), counts.get(one.code, 0)) for one in words.schemes.get("theme", ())],
        "newest": newest(language), "states": len(words.member_states()),
        "instruments": Instrument.objects.count(), "provisions": Provision.objects.count(),
        "acts": Act.objects.count(),
    })


def about(request: HttpRequest) -> HttpResponse:
    """Where the data comes from, how much of it has been checked, and what it cannot say."""
    sources = reader().participation_sources()
    titles = {key: one.title for key, one in reader().instruments(list(sources)).items()}
    return render(request, "web/about.html", {
        "instruments": Instrument.objects.count(),
        "checked_instruments": Instrument.objects.exclude(checked="").count(),
        "provisions": Provision.objects.count(),
        "checked_provisions": Provision.objects.exclude(checked="").count(),
        "sources": sorted(((titles[key], one) for key, one in sources.items()), key=lambda pair: pair[0]),
    })

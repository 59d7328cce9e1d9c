"""The address of the provider, for programs: ``/oai``, and the schema of our own format."""

from email.utils import parseaddr
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_http_methods, require_safe

from bordermark import __version__
from bordermark.contributions.feeds.provider import Provider
from bordermark.contributions.feeds.record_xml import SCHEMA
from bordermark.contributions.revisions import last_revision
from bordermark.publishing.addresses import addresses_for

XML = "text/xml; charset=utf-8"


def _state(request: HttpRequest) -> str:
    """What an answer depends on, but for the time of day that it tells."""
    told = (__version__, addresses_for(request).base, str(last_revision()), request.META.get("QUERY_STRING", ""))
    return f'W/"{blake2b(chr(0).join(told).encode(), digest_size=16).hexdigest()}"'


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@condition(etag_func=_state)
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a request of OAI-PMH 2.0, by GET or POST (section 3.1.1)."""
    given = request.POST if request.method == "POST" else request.GET
    provider = Provider(addresses_for(request).base, _contact(), timezone.now())
    with override("en"):
        content = provider.answer(dict(given.lists()))
    return HttpResponse(content, content_type=XML)


def _contact() -> str:
    """Where the keeper is reached. The protocol wants a domain with a dot: one that nobody has, where none is set."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address if "." in address.partition("@")[2] else f"{address}.invalid"


@require_safe
def record_schema(request: HttpRequest) -> HttpResponse:
    """The XML Schema of a record in our own format."""
    return HttpResponse(SCHEMA, content_type=XML)

"""Addresses for programs, outside the language prefixes."""

from django.urls import path, re_path

from bordermark.contributions.feeds import provider_views
from bordermark.framework.crosswalk_views import crosswalk_file
from bordermark.web import discovery
from bordermark.web.api_root import api

urlpatterns = [
    path("api/v1/", discovery.api_home),
    path("api/v1/", api.urls),
    re_path("^api/", discovery.no_such_address),  # even with a line break in it, which a path converter does not match
    path("feed.atom", discovery.feed, name="feed"),
    path("oai", provider_views.oai, name="oai"),
    path("oai/bordermark.xsd", provider_views.record_schema, name="oai-schema"),
    path("sitemap.xml", discovery.sitemap_index, name="sitemap"),
    path("sitemap-<slug:language>.xml", discovery.sitemap, name="sitemap-language"),
    path("robots.txt", discovery.robots, name="robots"),
    path("vocabulary.ttl", discovery.vocabulary_file, name="vocabulary-file"),
    path("vocabulary/<slug:scheme>.ttl", discovery.vocabulary_file, name="scheme-file"),
    path("crosswalks/<slug:scheme>.sssom.tsv", crosswalk_file, name="crosswalk-file"),
]

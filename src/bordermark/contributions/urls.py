"""Addresses of the pages of editions, of quality and of translations."""

from django.urls import path

from bordermark.contributions import views
from bordermark.contributions.quality import views as quality
from bordermark.contributions.translations import views as translations

urlpatterns = [
    path("editions", views.editions_index, name="editions"),
    path("editions/<int:number>", views.edition, name="edition"),
    path("editions/<int:number>/changes", views.edition_changes, name="edition-changes"),
    path("quality", quality.quality_index, name="quality"),
    path("organisations/<str:key>/quality", quality.organisation_quality, name="organisation-quality"),
    path("duplicates", quality.duplicates, name="duplicates"),
    path("contributions/near", quality.near_view, name="near"),
    path("links", quality.link_index, name="links"),
    path("translations", translations.index, name="translations"),
    path("translations/<slug:language>/<slug:name>", translations.listed, name="translations-of-type"),
    path("translations/<slug:language>/<slug:name>/po", translations.po, name="translations-po"),
    path("translations/<slug:language>/<slug:name>/<path:key>", translations.one, name="translation"),
]

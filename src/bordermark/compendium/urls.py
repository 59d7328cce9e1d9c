"""Addresses of the compendium's pages."""

from django.urls import path

from bordermark.compendium import search_views, views

urlpatterns = [
    path("search", search_views.search, name="search"),
    path("suggest", search_views.suggest, name="suggest"),
    path("browse", search_views.browse, name="browse"),
    path("instruments/<str:key>", views.instrument, name="instrument"),
    path("instruments/<str:key>/parties", views.instrument_parties, name="instrument-parties"),
    path("instruments/<str:key>/cite/<slug:form>", views.citation, name="citation"),
    path("provisions/<str:key>", views.provision, name="provision"),
]

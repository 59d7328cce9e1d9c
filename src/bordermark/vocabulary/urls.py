"""Addresses of the vocabulary's pages."""

from django.urls import path

from bordermark.vocabulary import hs_views, views

urlpatterns = [
    path("vocabulary", views.index, name="vocabulary"),
    path("vocabulary/<slug:code>", views.scheme, name="scheme"),
    path("vocabulary/<slug:scheme>/<slug:code>", views.concept, name="concept"),
    path("hs", hs_views.index, name="hs"),
    path("hs/<slug:edition>/<str:code>", hs_views.code, name="hs-code"),
    path("states", views.states, name="states"),
    path("states/<slug:code>", views.state, name="state"),
]

"""Addresses of the vocabulary's pages."""

from django.urls import path

from bordermark.vocabulary import views

urlpatterns = [
    path("vocabulary", views.index, name="vocabulary"),
    path("vocabulary/<slug:code>", views.scheme, name="scheme"),
    path("vocabulary/<slug:scheme>/<slug:code>", views.concept, name="concept"),
    path("states", views.states, name="states"),
    path("states/<slug:code>", views.state, name="state"),
]

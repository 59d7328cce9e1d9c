"""Addresses of the framework's pages."""

from django.urls import path

from bordermark.framework import obligation_views, views

urlpatterns = [
    path("framework", views.framework, name="framework"),
    path("framework/<str:key>", views.domain, name="domain"),
    path("measures/<str:key>", views.measure, name="measure"),
    path("measures/<str:key>/states", views.measure_states, name="measure-states"),
    path("models", views.models, name="models"),
    path("models/choose", views.choose_model, name="choose-model"),
    path("models/<str:key>", views.model, name="model"),
    path("obligations/compare", obligation_views.compare_obligations, name="compare-obligations"),
    path("states/<str:code>/obligations", obligation_views.obligations, name="obligations"),
    path("states/<str:code>/obligations/new", obligation_views.new_obligations, name="new-obligations"),
    path("states/<str:code>/obligations/neighbours", obligation_views.neighbours_accepted, name="neighbours-accepted"),
    path("states/<str:code>/obligations/<str:key>", obligation_views.obligation, name="obligation"),
]

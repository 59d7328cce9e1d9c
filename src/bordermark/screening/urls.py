"""Addresses of the pages of control lists."""

from django.urls import include, path

from bordermark.screening import views

urlpatterns = [
    path("lists", views.index, name="control-lists"),
    path("lists/<slug:key>", views.control_list, name="control-list"),
    path("entries/<slug:key>", views.entry, name="control-entry"),
    path("controlled", views.controlled, name="controlled"),
    path("", include("bordermark.screening.runs.urls")),
    path("hs-opportunities", views.hs_opportunities, name="hs-opportunities"),
]

"""Addresses of the organisations' pages."""

from django.urls import path

from bordermark.organisations import views

urlpatterns = [
    path("organisations", views.index, name="organisations"),
    path("organisations/<slug:key>", views.organisation, name="organisation"),
]

"""Addresses of the diagnosis's pages."""

from django.urls import include, path

from bordermark.diagnosis import views

urlpatterns = [
    path("diagnosis", views.diagnosis, name="diagnosis"),
    path("diagnosis/gaps", views.gaps, name="diagnosis-gaps"),
    path("diagnosis/network", views.network, name="diagnosis-network"),
    path("diagnosis/options", views.options, name="diagnosis-options"),
    path("diagnosis/what-if", views.what_if, name="what-if"),
    path("", include("bordermark.diagnosis.validation.urls")),
    path("", include("bordermark.diagnosis.following.urls")),
]

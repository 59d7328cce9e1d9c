"""Addresses of the pages of the survey."""

from django.urls import path

from bordermark.structures import views

urlpatterns = [
    path("activities", views.activities, name="activities"),
    path("activities/<slug:key>", views.activity, name="activity"),
    path("mechanisms", views.mechanisms, name="mechanisms"),
    path("mechanisms/<slug:key>", views.mechanism, name="mechanism"),
    path("drafting", views.drafting, name="drafting"),
]

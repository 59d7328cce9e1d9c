"""Addresses of the pages of the survey."""

from django.urls import path

from bordermark.structures import views

urlpatterns = [
    path("activities", views.activities, name="activities"),
    path("activities/table", views.crossed, name="activities-table"),
    path("activities/<slug:key>", views.activity, name="activity"),
    path("mechanisms", views.mechanisms, name="mechanisms"),
    path("mechanisms/<slug:key>", views.mechanism, name="mechanism"),
    path("mandates", views.mandates, name="mandates"),
    path("drafting", views.drafting, name="drafting"),
]

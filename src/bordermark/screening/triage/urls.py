"""Addresses of the pages of alerts."""

from django.urls import path

from bordermark.screening.triage import views

urlpatterns = [
    path("screening/alerts", views.queue, name="alerts"),
    path("screening/alerts/step", views.step, name="alerts-step"),
    path("screening/alerts/<slug:key>", views.alert, name="alert"),
    path("screening/dashboard", views.dashboard_page, name="alerts-dashboard"),
]

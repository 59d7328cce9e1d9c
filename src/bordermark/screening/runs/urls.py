"""Addresses of the pages of runs."""

from django.urls import path

from bordermark.screening.runs import views

urlpatterns = [
    path("screening/runs", views.index, name="screening-runs"),
    path("screening/runs/new", views.new, name="screening-run-new"),
    path("screening/runs/<slug:key>", views.run, name="screening-run"),
    path("screening/runs/<slug:key>/columns", views.columns, name="screening-run-columns"),
    path("screening/runs/<slug:key>/stop", views.stop, name="screening-run-stop"),
    path("screening/runs/<slug:key>/again", views.again, name="screening-run-again"),
    path("screening/runs/<slug:key>/alerts.<slug:form>", views.alerts, name="screening-run-alerts"),
    path("screening/runs/<slug:key>/rejects.csv", views.rejects, name="screening-run-rejects"),
]

"""Addresses of the pages of validation rounds."""

from django.urls import path

from bordermark.diagnosis.validation import views

urlpatterns = [
    path("diagnosis/rounds", views.index, name="rounds"),
    path("diagnosis/rounds/new", views.new, name="round-new"),
    path("diagnosis/rounds/<int:number>", views.one, name="round"),
    path("diagnosis/rounds/<int:number>/remind", views.remind, name="round-remind"),
    path("diagnosis/rounds/<int:number>/close", views.close, name="round-close"),
    path("diagnosis/rounds/<int:number>/questions/<int:key>", views.question, name="round-question"),
    path("diagnosis/rounds/<int:number>/questions/<int:key>/answer", views.answer, name="round-answer"),
]

"""Addresses of the pages of calls for input."""

from django.urls import path

from bordermark.contributions.calls import views

urlpatterns = [
    path("calls", views.index, name="calls"),
    path("calls/new", views.new, name="call-new"),
    path("calls/<int:number>", views.call, name="call"),
    path("calls/<int:number>/answer", views.answer, name="call-answer"),
    path("calls/<int:number>/remind", views.remind, name="call-remind"),
    path("calls/<int:number>/close", views.close, name="call-close"),
    path("calls/<int:number>/<slug:name>.xlsx", views.workbook, name="call-workbook"),
]

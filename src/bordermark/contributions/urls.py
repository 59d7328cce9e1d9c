"""Addresses of the pages of editions, of change sets and of what records were."""

from django.urls import path

from bordermark.contributions import views
from bordermark.contributions.review import editing_views, history_views, upload_views
from bordermark.contributions.review import views as review

urlpatterns = [
    path("editions", views.editions_index, name="editions"),
    path("editions/<int:number>", views.edition, name="edition"),
    path("editions/<int:number>/changes", views.edition_changes, name="edition-changes"),
    path("contributions", review.contributions, name="contributions"),
    path("contributions/new", review.new, name="contribution-new"),
    path("contributions/<int:number>", review.change_set, name="contribution"),
    path("contributions/<int:number>/step", review.step, name="contribution-step"),
    path("contributions/<int:number>/return", review.return_chosen, name="contribution-return"),
    path("contributions/<int:number>/merge", review.merge, name="contribution-merge"),
    path("contributions/<int:number>/comments", review.say, name="contribution-comments"),
    path("contributions/<int:number>/comments/<int:comment>/resolve", review.resolve, name="comment-resolve"),
    path("contributions/<int:number>/records/<int:item>/remove", review.remove, name="contribution-remove"),
    path("contributions/propose", upload_views.start, name="propose"),
    path("contributions/propose/<slug:name>", editing_views.edit, name="propose-new"),
    path("contributions/propose/<slug:name>/<path:key>", editing_views.edit, name="propose-change"),
    path("contributions/upload", upload_views.upload, name="upload"),
    path("contributions/uploads/<int:number>", upload_views.result, name="upload-result"),
    path("contributions/files/<slug:name>/template.xlsx", upload_views.template_file, name="template-file"),
    path("contributions/files/<slug:name>/records.xlsx", upload_views.export_file, name="export-file"),
    path("records/<slug:name>/<path:key>/history", history_views.record_history, name="record-history"),
    path("records/<slug:name>/<path:key>/compare", history_views.compare, name="record-compare"),
    path("records/<slug:name>/<path:key>/revert", history_views.revert, name="record-revert"),
]

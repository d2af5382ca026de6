"""Pitches and contacts, under `/api/v1/`."""

from django.urls import URLPattern, path

from pitching.api.activity import EventsView, PitchEventsView, PitchPeopleView, PitchSummaryView
from pitching.api.contacts import (
    ContactEraseView,
    ContactImportView,
    ContactPitchesView,
    ContactsView,
    ContactTagsView,
    ContactUndeleteView,
    ContactView,
)
from pitching.api.documents import PitchArtworkView, PitchDocumentsView, PitchDocumentView
from pitching.api.letters import PitchFollowUpView, PitchLetterAgainView, PitchLetterTestView
from pitching.api.links import PitchLinksView, PitchLinkView, PitchReopenView, PitchRevokeView
from pitching.api.pitches import (
    PitchDefaultsView,
    PitchDuplicateView,
    PitchesView,
    PitchPreviewView,
    PitchSendView,
    PitchTracksView,
    PitchUndeleteView,
    PitchView,
)

one = "pitches/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("pitches/", PitchesView.as_view()),
    path("pitches/defaults/", PitchDefaultsView.as_view()),
    path("pitches/activity/", EventsView.as_view()),
    path(one, PitchView.as_view()),
    path(f"{one}activity/", PitchEventsView.as_view()),
    path(f"{one}activity/summary/", PitchSummaryView.as_view()),
    path(f"{one}activity/people/", PitchPeopleView.as_view()),
    path(f"{one}letters/test/", PitchLetterTestView.as_view()),
    path(f"{one}letters/follow-up/", PitchFollowUpView.as_view()),
    path(f"{one}undelete/", PitchUndeleteView.as_view()),
    path(f"{one}duplicate/", PitchDuplicateView.as_view()),
    path(f"{one}tracks/", PitchTracksView.as_view()),
    path(f"{one}send/", PitchSendView.as_view()),
    path(f"{one}preview/", PitchPreviewView.as_view()),
    path(f"{one}links/", PitchLinksView.as_view()),
    path(f"{one}links/<str:link_id>/", PitchLinkView.as_view()),
    path(f"{one}links/<str:link_id>/letter/", PitchLetterAgainView.as_view()),
    path(f"{one}documents/", PitchDocumentsView.as_view()),
    path(f"{one}documents/<str:document_id>/", PitchDocumentView.as_view()),
    path(f"{one}artwork/", PitchArtworkView.as_view()),
    path(f"{one}revoke/", PitchRevokeView.as_view()),
    path(f"{one}reopen/", PitchReopenView.as_view()),
    path("contacts/", ContactsView.as_view()),
    path("contacts/import/", ContactImportView.as_view()),
    path("contacts/tags/", ContactTagsView.as_view()),
    path("contacts/<str:public_id>/", ContactView.as_view()),
    path("contacts/<str:public_id>/erase/", ContactEraseView.as_view()),
    path("contacts/<str:public_id>/undelete/", ContactUndeleteView.as_view()),
    path("contacts/<str:public_id>/pitches/", ContactPitchesView.as_view()),
]

"""A person's page and picture."""

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.showing import profile_for, profile_sections
from accounts.viewer import viewer_for
from common.errors import NotFound
from pictures.services import artwork_file


@never_cache
@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Name, picture, words, and what rooms add: public playlists."""
    viewer = viewer_for(request)
    user, profile = profile_for(handle=handle, viewer=viewer)
    sections = [section(user, viewer) for section in profile_sections]
    return render(
        request,
        "people/person.html",
        {
            "room": "account" if viewer.user_id == user.pk else "",
            "person": user,
            "profile": profile,
            "has_avatar": artwork_file(profile.avatar, 192) is not None,
            "is_mine": viewer.user_id == user.pk,
            "sections": [section for section in sections if section],
        },
    )


@require_safe
def avatar(request: HttpRequest, handle: str, size: int) -> HttpResponseBase:
    """The picture as it was made anew, in the smallest size that is large enough. Seen by whoever sees the page."""
    _user, profile = profile_for(handle=handle, viewer=viewer_for(request))
    made = artwork_file(profile.avatar, size)
    if made is None:
        raise NotFound
    key, mime = made
    response: HttpResponseBase
    if not isinstance(default_storage, FileSystemStorage):
        response = HttpResponseRedirect(default_storage.url(key))
        response.headers["Cache-Control"] = "no-store"
        return response
    try:
        response = FileResponse(default_storage.open(key), content_type=mime)
    except FileNotFoundError as error:
        raise NotFound from error
    response.headers["Cache-Control"] = "private, max-age=60"
    return response

"""The sitemap and its parts."""

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from web.sitemaps import SITEMAPS


@cache_control(public=True, max_age=3600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return views.index(request, SITEMAPS, sitemap_url_name="sitemap-part")


@cache_control(public=True, max_age=3600)
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """One kind of thing; `?p=2` and on where there are many."""
    return views.sitemap(request, SITEMAPS, section)

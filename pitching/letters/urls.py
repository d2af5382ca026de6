"""Addresses that letters lead to, besides the pitch itself."""

from django.urls import path

from pitching.letters.views import unsubscribe

urlpatterns = [path("p/<str:token>/unsubscribe/", unsubscribe, name="pitch-unsubscribe")]

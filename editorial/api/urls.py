"""Charts, discovery and dashboards, below `/api/v1/`."""

from django.urls import path

from editorial.api.dashboards import DashboardView
from editorial.api.radio import RadioView
from editorial.api.views import ChartView, DiscoveryView

urlpatterns = [
    path("charts/<str:chart>/", ChartView.as_view(), name="api-chart"),
    path("dashboards/<str:public_id>/", DashboardView.as_view(), name="api-dashboard"),
    path("radio/", RadioView.as_view(), name="api-radio"),
    path("discovery/", DiscoveryView.as_view(), name="api-discovery"),
]

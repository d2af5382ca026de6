"""Charts: the top of the week, what trends, what is loved most."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import viewer_for
from editorial.charts import PLACES, TOP, charted
from editorial.models import ChartEntry
from web.caching import list_page
from web.meta import about

Chart = ChartEntry.Chart


@list_page()
def chart(request: HttpRequest, chart: str) -> HttpResponse:
    """One chart, with links to the others."""
    names = {
        Chart.WEEK: (_("Top 15"), _("What was played most in the last seven days.")),
        Chart.TRENDING: (_("Trending"), _("What more and more people listen to.")),
        Chart.LOVED: (_("Most loved"), _("What most listeners like.")),
    }
    title, words = names[Chart(chart)]
    most = TOP if chart == Chart.WEEK else PLACES
    return render(
        request,
        "editorial/chart.html",
        {
            "room": "top",
            "title": title,
            "words": words,
            "tracks": [one.track for one in charted(chart, viewer_for(request), most=most)],
            "charts": [(reverse(f"top-{one}"), name, one == chart) for one, (name, _) in names.items()],
            **about(request.path, description=words),
        },
    )  # fmt: skip

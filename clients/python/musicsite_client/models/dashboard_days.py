from typing import Literal

DashboardDays = Literal[7, 28, 90, 365]

DASHBOARD_DAYS_VALUES: set[DashboardDays] = {
    7,
    28,
    90,
    365,
}


def check_dashboard_days(value: int) -> DashboardDays:
    if value in DASHBOARD_DAYS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DASHBOARD_DAYS_VALUES!r}")

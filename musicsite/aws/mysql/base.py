"""Django's MySQL backend, with a token made at each connect in place of the password (`mysql+iam://…`)."""

from typing import Any

from django.db.backends.mysql import base

from musicsite.aws.tokens import database_token


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params["password"] = database_token(
            host=params["host"],
            port=params.get("port", 3306),
            user=params["user"],
            region=params.pop("iam_region"),
        )
        return params

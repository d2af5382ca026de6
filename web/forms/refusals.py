"""What services and limits refuse, said in the form that asked: what was typed stays."""

from django import forms
from django.http import HttpResponse

from common.errors import DomainError, TooMany


def refuse(form: forms.BaseForm, error: DomainError) -> None:
    """At the field that the error names; else at the head of the form."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def refused(response: HttpResponse, error: DomainError | None) -> HttpResponse:
    """The page of a form that was refused; of one that was asked too often it says so, and for how long."""
    if isinstance(error, TooMany):
        response.status_code = error.status
        response.headers["Retry-After"] = str(error.retry_after)
    return response

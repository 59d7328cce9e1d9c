"""Adopted options over HTTP; they are proposed and changed by change sets, as all records are."""

from django.http import HttpRequest
from ninja import Query, Router

from bordermark.diagnosis.following import schemas
from bordermark.diagnosis.following.asking import followed, one_followed
from bordermark.diagnosis.following.describing import detail, row
from bordermark.diagnosis.validation.describing import organisation_writer
from bordermark.framework.asking import today
from bordermark.publishing.parameters import AtMoment, Code, clocks_of, language_for, reading

router = Router(tags=["Adopted options"])


@reading(router, "/adopted-options", list[schemas.AdoptedOptionRow], summary="Adopted options",
         operation_id="list_adopted_options")
def list_adopted_options(request: HttpRequest, asked: Query[AtMoment]) -> list[schemas.AdoptedOptionRow]:
    """Options that were adopted, each with its measure when it was decided and on the day of `as_at`."""
    say = organisation_writer(request, language_for(request, asked))
    return [row(one, say) for one in followed(clocks_of(asked), today())]


@reading(router, "/adopted-options/{option}", schemas.AdoptedOptionDetail, summary="An adopted option",
         operation_id="get_adopted_option")
def get_adopted_option(request: HttpRequest, option: Code, asked: Query[AtMoment]) -> schemas.AdoptedOptionDetail:
    """An adopted option, with the pairs of activities that are left on the day of `as_at`."""
    say = organisation_writer(request, language_for(request, asked))
    return detail(one_followed(option, clocks_of(asked), today()), say)

"""Observations, which are rows of table span: listed in two versions, and one by its id."""

from starlette.datastructures import QueryParams
from starlette.responses import Response

from usertrail.errors import BadInput
from usertrail.read.columns import SPAN
from usertrail.read.conditions import Condition
from usertrail.read.lists import Listing, select_fitting_page
from usertrail.read.paging import Sort
from usertrail.read.spans import SHORT, WHOLE
from usertrail.read.traces import select_traces_of
from usertrail.rest.answers import built_answer
from usertrail.rest.columns import OBSERVATION_PARAMETERS, OBSERVATIONS
from usertrail.rest.endpoint import ProjectRequest, project_endpoint
from usertrail.rest.filters import Given, condition_of
from usertrail.rest.parameters import conditions_of, cursor_of, flag_of, groups_of, page_after
from usertrail.rest.serializers.observations import (
    DEFAULT_GROUPS,
    GROUPS,
    observation_item,
    observation_parts,
)
from usertrail.rest.serializers.values import Item

MAX_LIMIT_V2 = 1_000
NEWEST = Sort("", "started_at", "instant", ("trace_id", "span_id"))


@project_endpoint
async def list_observations(asked: ProjectRequest) -> Response:
    rows, meta = await asked.page(Listing(WHOLE, NEWEST, _conditions_of(asked.query)))
    return await built_answer(
        lambda: {"data": [observation_item(row, asked.project_id) for row in rows], "meta": meta}
    )


@project_endpoint
async def get_observation(asked: ProjectRequest) -> Response:
    """The newest where spans of several traces share the id."""
    row = await asked.one("Observation", WHOLE, SPAN["span_id"], NEWEST)
    return await built_answer(lambda: observation_item(row, asked.project_id))


@project_endpoint
async def list_observation_parts(asked: ProjectRequest) -> Response:
    """The second version: by cursor, and only the groups of fields that are asked for.

    A page of long texts ends early; its cursor goes on from there.
    """
    query = asked.query
    if flag_of("parseIoAsJson", query.get("parseIoAsJson") or "false"):
        raise BadInput("parseIoAsJson must be false: input and output are always strings.")
    page = page_after(query, NEWEST, MAX_LIMIT_V2)
    groups = groups_of(query, GROUPS, DEFAULT_GROUPS)
    in_full = {key.strip() for key in query.get("expandMetadata", "").split(",")}
    project_id, shown = asked.project_id, WHOLE if "io" in groups else SHORT
    listing = Listing(shown, NEWEST, _conditions_of(query))
    paged = await select_fitting_page(asked.pool, listing, page)
    traces = await select_traces_of(asked.pool, paged.rows)

    def build() -> Item:
        data = [
            observation_parts(row, traces[row["trace_id"]], project_id, groups, in_full)
            for row in paged.rows
            # Else it was deleted between the two statements.
            if row["trace_id"] in traces
        ]
        return {"data": data, "meta": cursor_of(NEWEST, paged)}

    return await built_answer(build)


def _conditions_of(query: QueryParams) -> list[Condition]:
    conditions = conditions_of(query, OBSERVATIONS, OBSERVATION_PARAMETERS)
    # Given but empty, it asks for those without a parent.
    if query.get("parentObservationId") == "":
        orphans = Given("parentObservationId", "null", "is null")
        conditions.append(condition_of(OBSERVATIONS, orphans))
    return conditions

"""Observations, which are rows of table span: listed in two versions, and one by its id."""

from starlette.datastructures import QueryParams
from starlette.responses import Response

from usertrail.errors import BadInput, NotFound
from usertrail.rest.answers import built_answer
from usertrail.rest.columns import OBSERVATION_PARAMETERS, OBSERVATIONS
from usertrail.rest.conditions import Condition
from usertrail.rest.endpoint import Reading, reading
from usertrail.rest.parameters import (
    Place,
    conditions_of,
    cursor_of,
    flag_of,
    groups_of,
    limit_of,
    page_of,
    place_of,
)
from usertrail.rest.rows import (
    OBSERVATION,
    SHORT_OBSERVATION,
    Order,
    count_rows,
    select_rows,
    select_rows_after,
    select_traces,
)
from usertrail.rest.serializers.observations import (
    DEFAULT_GROUPS,
    GROUPS,
    observation_item,
    observation_parts,
)
from usertrail.rest.serializers.values import Item

MAX_LIMIT_V2 = 1_000
NEWEST = Order("started_at", ("trace_id", "span_id"))


@reading
async def list_observations(reading: Reading) -> Response:
    query = reading.request.query_params
    page, conditions = page_of(query), _conditions_of(query)
    pool, project_id = reading.pool, reading.project_id
    rows = await select_rows(
        pool, project_id, OBSERVATIONS, OBSERVATION, conditions, NEWEST, page.limit, page.offset
    )
    total = await count_rows(pool, project_id, OBSERVATIONS, conditions)
    return await built_answer(
        lambda: {
            "data": [observation_item(row, project_id) for row in rows],
            "meta": page.meta(total),
        }
    )


@reading
async def get_observation(reading: Reading) -> Response:
    """The newest where spans of several traces share the id."""
    observation_id = reading.request.path_params["observation_id"]
    this = [Condition("id", "string", "=", observation_id)]
    rows = await select_rows(
        reading.pool, reading.project_id, OBSERVATIONS, OBSERVATION, this, NEWEST, 1
    )
    if not rows:
        raise NotFound(f"Observation {observation_id} not found within authorized project")
    return await built_answer(lambda: observation_item(rows[0], reading.project_id))


@reading
async def list_observation_parts(reading: Reading) -> Response:
    """The second version: by cursor, and only the groups of fields that are asked for.

    A page of long texts ends early; its cursor goes on from there.
    """
    query = reading.request.query_params
    if flag_of("parseIoAsJson", query.get("parseIoAsJson") or "false"):
        raise BadInput("parseIoAsJson must be false: input and output are always texts.")
    limit, groups = limit_of(query, MAX_LIMIT_V2), groups_of(query, GROUPS, DEFAULT_GROUPS)
    in_full = {key.strip() for key in query.get("expandMetadata", "").split(",")}
    shown, has_more = await select_rows_after(
        reading.pool,
        reading.project_id,
        OBSERVATIONS,
        OBSERVATION if "io" in groups else SHORT_OBSERVATION,
        _conditions_of(query),
        NEWEST,
        limit,
        place_of(query, ids=2),
    )
    trace_ids = sorted({row["trace_id"] for row in shown})
    traces = await select_traces(reading.pool, reading.project_id, trace_ids)
    meta = {}
    if has_more:
        last = shown[-1]
        meta["cursor"] = cursor_of(Place(last["started_at"], (last["trace_id"], last["span_id"])))

    def build() -> Item:
        data = [
            observation_parts(row, traces[row["trace_id"]], reading.project_id, groups, in_full)
            for row in shown
            # Else it was deleted between the two statements.
            if row["trace_id"] in traces
        ]
        return {"data": data, "meta": meta}

    return await built_answer(build)


def _conditions_of(query: QueryParams) -> list[Condition]:
    conditions = conditions_of(query, OBSERVATION_PARAMETERS)
    # Given but empty, it asks for those without a parent.
    if query.get("parentObservationId") == "":
        conditions.append(Condition("parentObservationId", "null", "is null"))
    return conditions

"""Observations, which are rows of table span: listed in two versions, and one by its id."""

from starlette.datastructures import QueryParams
from starlette.responses import Response

from usertrail.errors import BadInput, NotFound
from usertrail.rest.columns import OBSERVATION_PARAMETERS, OBSERVATIONS
from usertrail.rest.conditions import Condition
from usertrail.rest.endpoint import Reading, reading
from usertrail.rest.items.observations import (
    DEFAULT_GROUPS,
    GROUPS,
    observation_item,
    observation_parts,
)
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
    OBSERVATION_COLUMNS,
    Order,
    count_rows,
    select_rows,
    select_traces,
)
from usertrail.sdk_answers import json_answer

MAX_LIMIT_V2 = 1_000
NEWEST = Order("started_at", ("trace_id", "span_id"))
_COLUMNS = f"{OBSERVATION_COLUMNS}, input, output"
_COLUMNS_WITHOUT_TEXTS = f"{OBSERVATION_COLUMNS}, NULL AS input, NULL AS output"


@reading
async def list_observations(reading: Reading) -> Response:
    query = reading.request.query_params
    page, conditions = page_of(query), _conditions_of(query)
    pool, project_id = reading.pool, reading.project_id
    rows = await select_rows(
        pool, project_id, OBSERVATIONS, _COLUMNS, conditions, NEWEST, page.limit, page.offset
    )
    total = await count_rows(pool, project_id, OBSERVATIONS, conditions)
    data = [observation_item(row, project_id) for row in rows]
    return json_answer({"data": data, "meta": page.meta(total)})


@reading
async def get_observation(reading: Reading) -> Response:
    """The newest where spans of several traces share the id."""
    observation_id = reading.request.path_params["observation_id"]
    this = [Condition("id", "string", "=", observation_id)]
    rows = await select_rows(
        reading.pool, reading.project_id, OBSERVATIONS, _COLUMNS, this, NEWEST, 1
    )
    if not rows:
        raise NotFound(f"Observation {observation_id} not found within authorized project")
    return json_answer(observation_item(rows[0], reading.project_id))


@reading
async def list_observation_parts(reading: Reading) -> Response:
    """The second version: by cursor, and only the groups of fields that are asked for."""
    query = reading.request.query_params
    if flag_of("parseIoAsJson", query.get("parseIoAsJson") or "false"):
        raise BadInput("parseIoAsJson must be false: input and output are always texts.")
    limit, groups = limit_of(query, MAX_LIMIT_V2), groups_of(query, GROUPS, DEFAULT_GROUPS)
    in_full = {key.strip() for key in query.get("expandMetadata", "").split(",")}
    rows = await select_rows(
        reading.pool,
        reading.project_id,
        OBSERVATIONS,
        _COLUMNS if "io" in groups else _COLUMNS_WITHOUT_TEXTS,
        _conditions_of(query),
        NEWEST,
        limit + 1,
        after=place_of(query, ids=2),
    )
    shown = rows[:limit]
    trace_ids = sorted({row["trace_id"] for row in shown})
    traces = await select_traces(reading.pool, reading.project_id, trace_ids)
    meta = {}
    if len(rows) > limit:
        last = shown[-1]
        meta["cursor"] = cursor_of(Place(last["started_at"], (last["trace_id"], last["span_id"])))
    data = [
        observation_parts(row, traces[row["trace_id"]], reading.project_id, groups, in_full)
        for row in shown
        # Else it was deleted between the two statements.
        if row["trace_id"] in traces
    ]
    return json_answer({"data": data, "meta": meta})


def _conditions_of(query: QueryParams) -> list[Condition]:
    conditions = conditions_of(query, OBSERVATION_PARAMETERS)
    # Given but empty, it asks for those without a parent.
    if query.get("parentObservationId") == "":
        conditions.append(Condition("parentObservationId", "null", "is null"))
    return conditions

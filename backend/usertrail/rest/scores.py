"""Scores, which are rows of table feedback: three versions of a list, one by its id, deleted."""

from collections.abc import Mapping

from starlette.datastructures import QueryParams
from starlette.responses import Response

from usertrail.errors import BadInput
from usertrail.ingest import delete_feedback
from usertrail.langfuse_responses import json_response
from usertrail.normalise.identifiers import storable_id
from usertrail.read.columns import FEEDBACK
from usertrail.read.conditions import OPTIONS, Condition
from usertrail.read.feedback import WHOLE
from usertrail.read.lists import Listing, select_fitting_page
from usertrail.read.paging import Sort
from usertrail.read.traces import select_traces_of
from usertrail.rest import columns
from usertrail.rest.answers import built_answer
from usertrail.rest.endpoint import ProjectRequest, project_endpoint
from usertrail.rest.filters import Given, condition_of
from usertrail.rest.parameters import conditions_of, cursor_of, groups_of, page_after
from usertrail.rest.serializers.scores import GROUPS, score_item, score_parts, score_trace
from usertrail.rest.serializers.values import Item

GROUPS_V2 = ("score", "trace")
NEWEST = Sort("", "created_at", "instant", ("feedback_id",))
# The first version knows neither sessions nor corrections.
OF_V1 = [
    condition_of(columns.SCORES, Given("traceId", "null", "is not null")),
    Condition(FEEDBACK["data_type"], OPTIONS["none of"], ["CORRECTION"]),
]


@project_endpoint
async def list_trace_scores(asked: ProjectRequest) -> Response:
    """The first version: on traces and their observations."""
    return await _listed(asked, columns.SCORE_PARAMETERS, OF_V1, {"score", "trace"})


@project_endpoint
async def list_scores(asked: ProjectRequest) -> Response:
    """The second version: on anything."""
    groups = groups_of(asked.query, GROUPS_V2, GROUPS_V2)
    if "trace" not in groups and (asked.query.get("userId") or asked.query.get("traceTags")):
        raise BadInput("fields must include trace if userId or traceTags is given.")
    return await _listed(asked, columns.SCORE_PARAMETERS_V2, [], groups)


async def _listed(
    asked: ProjectRequest,
    parameters: Mapping[str, columns.Parameter],
    always: list[Condition],
    groups: set[str],
) -> Response:
    given = [*conditions_of(asked.query, columns.SCORES, parameters), *_compared(asked.query)]
    rows, meta = await asked.page(Listing(WHOLE, NEWEST, [*always, *given]))
    traces = await select_traces_of(asked.pool, rows) if "trace" in groups else {}

    def build() -> Item:
        data = [score_item(row, asked.project_id) for row in rows]
        if "trace" in groups:
            for item in data:
                item["trace"] = score_trace(traces.get(item["traceId"]))
        return {"data": data, "meta": meta}

    return await built_answer(build)


def _compared(query: QueryParams) -> list[Condition]:
    """What `value` is compared with, by `operator`."""
    operator, value = query.get("operator"), query.get("value")
    if not value:
        return []
    return [condition_of(columns.SCORES, Given("value", "number", operator or "=", value))]


@project_endpoint
async def get_trace_score(asked: ProjectRequest) -> Response:
    return await _found(asked, OF_V1)


@project_endpoint
async def get_score(asked: ProjectRequest) -> Response:
    return await _found(asked, [])


async def _found(asked: ProjectRequest, always: list[Condition]) -> Response:
    row = await asked.one("Score", WHOLE, FEEDBACK["feedback_id"], NEWEST, always)
    return await built_answer(lambda: score_item(row, asked.project_id))


@project_endpoint
async def list_score_parts(asked: ProjectRequest) -> Response:
    """The third version: by cursor, values in their own type, comma-separated filters."""
    query = asked.query
    page, groups = page_after(query, NEWEST), groups_of(query, GROUPS, ())
    conditions = conditions_of(_checked(query), columns.SCORES, columns.SCORE_PARAMETERS_V3)
    conditions += [condition_of(columns.SCORES, given) for given in _values(query)]
    listing = Listing(WHOLE, NEWEST, conditions)
    paged = await select_fitting_page(asked.pool, listing, page)
    return await built_answer(
        lambda: {
            "data": [score_parts(row, asked.project_id, groups) for row in paged.rows],
            "meta": {"limit": page.size, **cursor_of(NEWEST, paged)},
        }
    )


def _checked(query: QueryParams) -> QueryParams:
    """The parameters, with kinds and sources in capitals. Raises BadInput for what is no filter."""
    if "userId" in query:
        raise BadInput(
            "userId is not a filter of this version; filter by traceId, or use v2/scores."
        )
    if query.get("observationId") and not query.get("traceId"):
        raise BadInput("observationId requires a traceId.")
    targets = [name for name in ("traceId", "sessionId", "experimentId") if query.get(name)]
    if len(targets) > 1:
        raise BadInput(f"{' and '.join(targets)} cannot be combined.")
    folded = ("source", "dataType")
    pairs = [(name, text.upper() if name in folded else text) for name, text in query.multi_items()]
    # There is no structured filter in this version.
    return QueryParams([(name, text) for name, text in pairs if name != "filter"])


def _values(query: QueryParams) -> list[Given]:
    """What the value must be, which is known only where one kind of score is asked for."""
    kind = query.get("dataType", "").upper()
    conditions = []
    for name, operator in (("valueMin", ">="), ("valueMax", "<=")):
        if text := query.get(name):
            if kind != "NUMERIC":
                raise BadInput(f"{name} requires dataType=NUMERIC.")
            conditions.append(Given("value", "number", operator, text))
    if text := query.get("value"):
        conditions.append(_exact_values(kind, text.split(",")))
    return conditions


def _exact_values(kind: str, texts: list[str]) -> Given:
    match kind:
        case "CATEGORICAL":
            return Given("stringValue", "stringOptions", "any of", texts)
        case "NUMERIC":
            return Given("value", "numberOptions", "any of", texts)
        case "BOOLEAN" if all(text in ("true", "false") for text in texts):
            names = [text.capitalize() for text in texts]
            return Given("stringValue", "stringOptions", "any of", names)
        case "BOOLEAN":
            raise BadInput("value must be true or false if dataType is BOOLEAN.")
        case _:
            raise BadInput("value requires a dataType: NUMERIC, BOOLEAN or CATEGORICAL.")


@project_endpoint
async def delete_score(asked: ProjectRequest) -> Response:
    """Gone when it is answered; deleting it again changes nothing."""
    await delete_feedback(asked.connections, asked.project_id, storable_id(asked.id))
    return json_response({"message": "Score deleted successfully"}, 202)

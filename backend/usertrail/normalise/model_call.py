"""The model call of a span: model, parameters, tokens, cost and time of the first token."""

from datetime import datetime
from typing import NamedTuple

from usertrail.normalise import fields
from usertrail.normalise.conventions import langfuse
from usertrail.normalise.conventions.shape import Convention
from usertrail.normalise.cost import UNKNOWN, Cost, priced_cost, sent_cost
from usertrail.normalise.identifiers import MAX_MODEL_BYTES, storable_id
from usertrail.normalise.metadata import Families
from usertrail.normalise.otlp_shapes import Attributes
from usertrail.normalise.prices import Prices
from usertrail.normalise.records import JsonObject
from usertrail.normalise.text import json_object
from usertrail.normalise.usage import Sums, sums_of, usage_of


class ModelCall(NamedTuple):
    """`usage` is tokens by kind; all is empty or None for a span that calls no model."""

    model: str | None
    parameters: JsonObject
    usage: dict[str, int]
    sums: Sums
    cost: Cost
    completion_started_at: datetime | None


NO_CALL = ModelCall(None, {}, {}, sums_of({}), UNKNOWN, None)


def call_of(
    attributes: Attributes,
    families: Families,
    tables: Convention,
    started_at: datetime,
    prices: Prices,
) -> ModelCall:
    """`tables` as in `fields`."""
    model, usage, cost = _consumption(attributes, families, tables, started_at, prices)
    parameters = fields.model_parameters_of(attributes, families, tables)
    first_token_at = fields.completion_start_of(attributes, tables, started_at)
    return ModelCall(model, parameters, usage, sums_of(usage), cost, first_token_at)


def _consumption(
    attributes: Attributes,
    families: Families,
    tables: Convention,
    started_at: datetime,
    prices: Prices,
) -> tuple[str | None, dict[str, int], Cost]:
    """Model, tokens by kind, and cost."""
    named = fields.model_of(attributes, tables)
    model = named and storable_id(named, MAX_MODEL_BYTES)
    details = json_object(attributes.get(langfuse.USAGE_DETAILS))
    usage = usage_of(attributes, families, tables, details)
    cost = sent_cost(attributes, tables, details)
    if model and usage and not cost.details:
        provider = fields.first_text(attributes, tables.provider)
        cost = priced_cost(model, provider, usage, started_at, prices)
    return model, usage, cost

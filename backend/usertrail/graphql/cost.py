"""The estimated cost of an operation, computed before it is executed.

    cost(field) = read + items x (1 + the sum of cost(each field inside))     for a list of objects
    cost(field) = read + the sum of cost(each field inside)                   for everything else

`read` is 0 for a field that is loaded with its object (`name`, `pageInfo`), 1 for one that is read
separately by a key (`user`, `metrics`, `input`), and more for one whose statement scans many rows
(`latency`, `totalCount`): its price is declared with the field. `items` is the page size (`first`
or `last`, 50 by default) for `nodes` and `edges`, the number of `ids`, the number of points of an
`activity` (an open period counts as a year), `first` of a list without pages, and 10 for any other
list. So the cost is the maximum number of objects and separately read values in the response, plus
what is scanned to find them.

Variables count with their values; if a field is selected more than once, its selections are merged;
`@skip` and `@include` are ignored.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    ValueNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    value_from_ast_untyped,
)

from usertrail.graphql.definitions import definition_of
from usertrail.graphql.field_cost import KEY, MAX_LENGTH, PRICE, Price, Sizes

# The assumed length of a list that is neither paginated nor of known length.
DEFAULT_LENGTH = 10

Variables = dict[str, Any]
Arguments = dict[str, ValueNode]
Read = Callable[[Variables], int]
# From the variables and the size of the enclosing page.
Count = Callable[[Variables, int], int]


class FieldCost(NamedTuple):
    """The cost of a field, or of the fields inside it."""

    # None if it is loaded with its object.
    read: Read | None
    # None unless it is a list of objects.
    items: Count | None
    # None unless it is a connection.
    page: Count | None
    inside: tuple["FieldCost", ...]

    def of(self, variables: Variables, size: int = 0) -> int:
        within = self.page(variables, size) if self.page else size
        read = self.read(variables) if self.read else 0
        each = sum([field.of(variables, within) for field in self.inside])
        if self.items is None:
            return read + each
        return read + self.items(variables, size) * (1 + each)


class OperationCost(NamedTuple):
    """The cost of an operation, and the default values of its variables."""

    kind: OperationType
    fields: tuple[FieldCost, ...]
    defaults: dict[str, Any]

    def of(self, variables: Mapping[str, Any]) -> int:
        values = {**self.defaults, **variables}
        return sum(field.of(values) for field in self.fields)


def costs_of(
    schema: GraphQLSchema, document: DocumentNode, sizes: Sizes
) -> dict[str | None, OperationCost]:
    """The cost of each operation of a valid document, by operation name."""
    analysis = _Analysis(schema, document, sizes)
    return {
        node.name.value if node.name else None: analysis.cost_of(node)
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    }


# By parent type and response key.
Fields = dict[tuple[str, str], list[FieldNode]]


class _Analysis:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, sizes: Sizes) -> None:
        self._schema = schema
        self._sizes = sizes
        self._fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }

    def cost_of(self, node: OperationDefinitionNode) -> OperationCost:
        root = self._schema.get_root_type(node.operation)
        assert root is not None
        defaults = {
            variable.variable.name.value: value_from_ast_untyped(variable.default_value)
            for variable in node.variable_definitions or ()
            if variable.default_value
        }
        return OperationCost(node.operation, self._inside(root, [node.selection_set]), defaults)

    def _inside(
        self,
        type_: GraphQLNamedType,
        selections: Iterable[SelectionSetNode],
        period: ValueNode | None = None,
        price: Price = KEY,
    ) -> tuple[FieldCost, ...]:
        """`period` is inherited by fields without an argument of their own.

        `price` is that of the list whose page this is.
        """
        fields: Fields = {}
        for selection in selections:
            self._collect(fields, type_.name, selection, set())
        costs = (self._field(of, nodes, period, price) for (of, _), nodes in fields.items())
        return tuple(cost for cost in costs if cost.read or cost.items or cost.inside)

    def _collect(
        self, fields: Fields, type_name: str, within: SelectionSetNode, seen: set[tuple[str, str]]
    ) -> None:
        for node in within.selections:
            if isinstance(node, FieldNode):
                if not node.name.value.startswith("__"):
                    key = (type_name, (node.alias or node.name).value)
                    fields.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                on = node.type_condition.name.value if node.type_condition else type_name
                self._collect(fields, on, node.selection_set, seen)
            elif isinstance(node, FragmentSpreadNode) and (type_name, node.name.value) not in seen:
                seen.add((type_name, node.name.value))
                fragment = self._fragments[node.name.value]
                on = fragment.type_condition.name.value
                self._collect(fields, on, fragment.selection_set, seen)

    def _field(
        self, type_name: str, nodes: list[FieldNode], period: ValueNode | None, of_list: Price
    ) -> FieldCost:
        parent = self._schema.type_map[type_name]
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
        field = parent.fields[nodes[0].name.value]
        type_ = get_named_type(field.type)
        selections = [node.selection_set for node in nodes if node.selection_set]
        arguments = {argument.name.value: argument.value for argument in nodes[0].arguments or ()}
        if "period" in field.args:
            period = arguments.get("period")
        elif period is not None:
            arguments["period"] = period
        price = _price_of(field)
        counted = of_list if _is_page(parent) else None
        return FieldCost(
            self._read_of(price, counted, arguments) if price else None,
            self._items_of(parent, field, arguments),
            self._page_of(arguments) if _is_page(type_) else None,
            self._inside(type_, selections, period, price or KEY),
        )

    def _read_of(self, price: Price, counted: Price | None, arguments: Arguments) -> Read:
        """The price of a field, or for a total count, the price of counting its list."""

        def read(variables: Variables) -> int:
            years = self._sizes.years_of(_value(arguments, "period", variables))
            if counted:
                return counted.of_count(years)
            return price.of(years, is_filtered=_value(arguments, "filter", variables) is not None)

        return read

    def _items_of(
        self, parent: GraphQLNamedType, field: GraphQLField, arguments: Arguments
    ) -> Count | None:
        type_ = get_nullable_type(field.type)
        if not is_list_type(type_) or is_leaf_type(get_named_type(type_)):
            return None
        if _is_page(parent):
            return lambda variables, size: size
        if "ids" in field.args:
            return lambda variables, size: _length(_value(arguments, "ids", variables))
        if "interval" in field.args:
            return lambda variables, size: self._sizes.points_of(
                _value(arguments, "interval", variables), _value(arguments, "period", variables)
            )
        if "first" in field.args:
            return lambda variables, size: self._first(field, arguments, variables)
        return lambda variables, size: DEFAULT_LENGTH

    def _first(self, field: GraphQLField, arguments: Arguments, variables: Variables) -> int:
        """How many entries of a list without pages are requested."""
        value = _value(arguments, "first", variables) or field.args["first"].default_value
        definition = definition_of(field)
        longest = definition.metadata.get(MAX_LENGTH) if definition else None
        if not isinstance(value, int) or value <= 0:
            return DEFAULT_LENGTH
        # Sizes out of range are reported by the argument's own check.
        return min(value, longest or self._sizes.max)

    def _page_of(self, arguments: Arguments) -> Count:
        def size(variables: Variables, around: int) -> int:
            for name in ("first", "last"):
                value = _value(arguments, name, variables)
                if isinstance(value, int | float) and abs(value) < float("inf"):
                    # Sizes out of range are reported by the argument's own check.
                    return min(max(int(value), 0), self._sizes.max)
            return self._sizes.default

        return size


def _price_of(field: GraphQLField) -> Price | None:
    """None for fields that are loaded with their object."""
    definition = definition_of(field)
    if definition is None or definition.is_basic_field:
        return None
    price: Price = definition.metadata.get(PRICE, KEY)
    return price


def _is_page(type_: GraphQLNamedType) -> bool:
    return isinstance(type_, GraphQLObjectType) and "pageInfo" in type_.fields


def _value(arguments: Arguments, name: str, variables: Variables) -> Any:
    """The unvalidated value of an argument; None if it is missing."""
    node = arguments.get(name)
    return None if node is None else value_from_ast_untyped(node, variables)


def _length(value: object) -> int:
    # A single value is coerced to a list of one.
    return len(value) if isinstance(value, list) else 1

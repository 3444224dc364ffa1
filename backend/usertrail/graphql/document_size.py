"""The size of a document, measured from its text and syntax before it is validated.

The time that validation takes grows with the square of some of these numbers.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Lexer,
    OperationDefinitionNode,
    SelectionSetNode,
    Source,
    TokenKind,
)

from usertrail.graphql import limits

_OPENING = {TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L}
_CLOSING = {TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R}


def check_text(text: str) -> None:
    """Raises LimitExceeded, or GraphQLSyntaxError for invalid tokens."""
    limits.CHARACTERS.check(len(text))
    lexer = Lexer(Source(text))
    count = level = deepest = 0
    # Far above the limit, counting stops.
    stop = 2 * limits.TOKENS.max
    while count < stop and (kind := lexer.advance().kind) is not TokenKind.EOF:
        count += 1
        level += (kind in _OPENING) - (kind in _CLOSING)
        deepest = max(deepest, level)
        # Without reference cycles, no garbage collection is needed to free the tokens.
        lexer.token.prev = None
    limits.TOKENS.check(count)
    limits.BRACKETS.check(deepest)


def check_outline(document: DocumentNode) -> None:
    """Raises LimitExceeded."""
    outline = _Outline(document)
    limits.ALIASES.check(outline.aliases)
    limits.DIRECTIVES.check(outline.directives)
    limits.FRAGMENTS.check(outline.fragments)
    limits.REPEATS.check(outline.repeats)
    for size in outline.sizes():
        limits.DEPTH.check(size.depth)
        limits.FIELDS.check(size.fields)


class Size(NamedTuple):
    """The depth and the number of the fields of a definition."""

    depth: int = 0
    fields: int = 0


@dataclass
class _Definition:
    """An operation or a fragment: its own size, and the fragments it uses with their depths.

    A depth of None is inside introspection, which has a limit of its own and does not count.
    """

    depth: int = 0
    fields: int = 0
    uses: list[tuple[str, int | None]] = field(default_factory=list)

    def size(self, of_fragments: dict[str, Size]) -> Size:
        used = [(at, of_fragments.get(name, Size())) for name, at in self.uses]
        return Size(
            max([self.depth, *(at + size.depth for at, size in used if at is not None)]),
            self.fields + sum(size.fields for _, size in used),
        )


class _Outline:
    def __init__(self, document: DocumentNode) -> None:
        self.aliases = self.directives = self.fragments = self.repeats = 0
        self._operations: list[_Definition] = []
        self._fragments: dict[str, _Definition] = {}
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                self._operations.append(self._definition(node))
            elif isinstance(node, FragmentDefinitionNode):
                self.fragments += 1
                self._fragments[node.name.value] = self._definition(node)

    def sizes(self) -> list[Size]:
        """The size of each operation with all fragments expanded; empty if fragments form a cycle.

        Validation reports such a cycle as an error of its own.
        """
        sizes: dict[str, Size] = {}
        # The size of a fragment is known one round after those of all fragments it uses.
        for _ in range(len(self._fragments) + 1):
            before = sizes
            sizes = {name: of.size(before) for name, of in self._fragments.items()}
            if sizes == before:
                return [operation.size(sizes) for operation in self._operations]
        return []

    def _definition(self, node: OperationDefinitionNode | FragmentDefinitionNode) -> _Definition:
        definition = _Definition()
        self.directives += len(node.directives or ())
        for variable in node.variable_definitions or ():
            self.directives += len(variable.directives or ())
        self._walk(definition, node.selection_set, 0)
        return definition

    def _walk(self, definition: _Definition, within: SelectionSetNode, above: int | None) -> None:
        keys: Counter[str] = Counter()
        for node in within.selections:
            self.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                keys[(node.alias or node.name).value] += 1
                self._field(definition, node, above)
            elif isinstance(node, FragmentSpreadNode):
                self.fragments += 1
                definition.uses.append((node.name.value, above))
            elif isinstance(node, InlineFragmentNode):
                self.fragments += 1
                self._walk(definition, node.selection_set, above)
        self.repeats += keys.total() - len(keys)

    def _field(self, definition: _Definition, node: FieldNode, above: int | None) -> None:
        self.aliases += node.alias is not None
        definition.fields += 1
        depth = None if above is None else above + 1
        definition.depth = max(definition.depth, depth or 0)
        if node.selection_set:
            is_introspection = node.name.value.startswith("__")
            self._walk(definition, node.selection_set, None if is_introspection else depth)

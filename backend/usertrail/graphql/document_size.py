"""How large a document is, told from its text and its syntax before it is compared to the schema.

Comparing takes a time that grows with the square of some of these numbers.
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
    """Raises LimitExceeded, or GraphQLSyntaxError for what are no tokens."""
    limits.CHARACTERS.check(len(text))
    lexer = Lexer(Source(text))
    count = level = deepest = 0
    # Of far too many, the rest is not counted.
    most = 2 * limits.TOKENS.most
    while count < most and (kind := lexer.advance().kind) is not TokenKind.EOF:
        count += 1
        level += (kind in _OPENING) - (kind in _CLOSING)
        deepest = max(deepest, level)
        # What knows itself needs a search to be let go of.
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
    """How deep the fields of a definition lie, and how many they are."""

    depth: int = 0
    fields: int = 0


@dataclass
class _Definition:
    """An operation or a fragment: its own size, and which fragments it uses below which depth.

    None is within introspection, whose depth is not counted: it has a limit of its own.
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
        """Of each operation, its fragments included; nothing where these go round in circles.

        That is an error of its own, which is told when the document is compared to the schema.
        """
        known: dict[str, Size] = {}
        # A fragment is known one round after all that it uses.
        for _ in range(len(self._fragments) + 1):
            before = known
            known = {name: of.size(before) for name, of in self._fragments.items()}
            if known == before:
                return [operation.size(known) for operation in self._operations]
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

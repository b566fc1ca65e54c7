"""What a query may ask for, judged before it runs: its shape before validation, its cost after.

Tokens, depth and aliases are left to Strawberry's own limiters. To validate a field that stands hundreds of times is
itself slow, and page sizes multiply; so selections are counted first and objects last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    get_operation_ast,
)
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, ParserCache, SchemaExtension, ValidationCache
from strawberry.extensions.max_aliases import create_validator as alias_rule
from strawberry.extensions.query_depth_limiter import create_validator as depth_rule

from api.graphql.fields import KEY, Weight
from api.settings import Settings

META = ("__schema", "__type")
META_DEPTH = 15
"""Deepest nesting below a field of META; what tools ask for comes to 13."""
META_FIELDS = 2
NESTING = 60
"""Deepest nesting that is measured at all."""


class TooLarge(GraphQLError):
    """A query that is refused for what it asks for."""

    def __init__(self, message: str, code: str = "TOO_LARGE") -> None:
        super().__init__(message, extensions={"code": code})


def extensions(settings: Settings) -> list[Callable[[], SchemaExtension]]:
    """The extensions that hold every query to the settings, in the order in which they must run."""
    # The rules are classes that Strawberry would make anew for each request; then its validation cache never hits.
    rules = [depth_rule(settings.depth, None), alias_rule(settings.aliases)]
    if settings.public:
        rules.append(NoSchemaIntrospectionCustomRule)
    return [
        lambda: MaxTokensLimiter(max_token_count=settings.tokens),
        lambda: AddValidationRules(list(rules)),
        Parsing,
        lambda: Judging(settings),
    ]


class Parsing(ParserCache):
    """Parses with a cache; a text nested too deep for the parser is a refusal like others."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        try:
            context.graphql_document = self.cached_parse_document(context.query, **context.parse_options)
        except RecursionError:
            raise TooLarge("The query is nested too deeply.") from None
        yield


class Judging(ValidationCache):
    """Validates with a cache, between the check of the shape and that of the cost."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        document, schema = context.graphql_document, context.schema._schema
        assert document is not None
        try:
            check_shape(document, self.settings)
            errors = self.cached_validate_document(schema, document, context.validation_rules)
            if not errors and (operation := get_operation_ast(document, context.operation_name)):
                check_cost(document, operation, schema, context.variables or {}, self.settings)
        except GraphQLError as refusal:
            errors = [refusal]
        context.pre_execution_errors = errors
        yield


# --- shape -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measure:
    """Of a selection with its fragments written out: number of fields, and how deep they nest."""

    size: int = 0
    depth: int = 0


def check_shape(document: DocumentNode, settings: Settings) -> None:
    """Raises TooLarge for too many fields, repeats or directives, or deep introspection. Linear in the document.

    Raises GraphQLError for a fragment that is not there.
    """
    shape = _Shape(document)
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    size = sum(shape.measure(one.selection_set, 0).size for one in operations)
    for name in shape.fragments:
        shape.fragment(name, 0)
    shape.directives += sum(len(one.directives or ()) for one in (*operations, *shape.fragments.values())) + sum(
        len(variable.directives or ()) for one in operations for variable in one.variable_definitions or ()
    )
    if size > settings.selections:
        raise TooLarge(f"The query selects {min(size, 10**6)} fields; {settings.selections} are allowed.")
    if shape.directives > settings.directives:
        raise TooLarge(f"The query has {shape.directives} directives; {settings.directives} are allowed.")
    name, times = max(shape.keys.items(), key=lambda item: item[1], default=("", 0))
    if times > settings.repeats:
        raise TooLarge(f"“{name[:40]}” stands {times} times in the query; {settings.repeats} are allowed.")
    if shape.meta > META_FIELDS or shape.meta_depth > META_DEPTH:
        raise TooLarge(f"Introspection goes {META_DEPTH} deep and {META_FIELDS} fields wide at most.")


class _Shape:
    """Counts as it walks; each fragment is walked once."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = _fragments(document)
        self.known: dict[str, Measure] = {}
        self.keys: Counter[str] = Counter()
        self.directives = 0
        self.meta = 0
        self.meta_depth = 0

    def measure(self, selections: SelectionSetNode | None, level: int) -> Measure:
        if level > NESTING:
            raise TooLarge("The query is nested too deeply.")
        parts = [self._one(one, level) for one in selections.selections] if selections else []
        return Measure(sum(part.size for part in parts), max((part.depth for part in parts), default=0))

    def fragment(self, name: str, level: int) -> Measure:
        if name not in self.fragments:  # Strawberry's depth rule would stumble over it
            raise GraphQLError(f"Unknown fragment “{name[:40]}”.")
        if name not in self.known:
            self.known[name] = Measure()  # where a fragment holds itself, which validation refuses
            self.known[name] = self.measure(self.fragments[name].selection_set, level + 1)
        return self.known[name]

    def _one(self, one: SelectionNode, level: int) -> Measure:
        self.directives += len(one.directives or ())
        if isinstance(one, FragmentSpreadNode):
            return self.fragment(one.name.value, level)
        if isinstance(one, InlineFragmentNode):
            return self.measure(one.selection_set, level + 1)
        assert isinstance(one, FieldNode)
        self.keys[one.alias.value if one.alias else one.name.value] += 1
        below = self.measure(one.selection_set, level + 1)
        if one.name.value in META:
            self.meta += 1
            self.meta_depth = max(self.meta_depth, below.depth)
        return Measure(1 + below.size, 1 + below.depth)


# --- cost ------------------------------------------------------------------------------------------------------------


def check_cost(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    schema: GraphQLSchema,
    variables: Mapping[str, Any],
    settings: Settings,
) -> None:
    """Raises TooLarge where page sizes pass their cap, or multiply to too many objects or calls of the store.

    The document must be valid. A list is as long as its mark says, or else as the page that a field above asks for.
    """
    cost = _Cost(document, operation, schema, variables)
    cost.add(operation.selection_set, schema.query_type, 1)
    if cost.objects > settings.objects:
        raise TooLarge(
            f"The query may come to {cost.objects} objects; {settings.objects} are allowed: ask for smaller pages."
        )
    if cost.calls > settings.calls:
        raise TooLarge(
            f"The query may come to {cost.calls} calls of the store; {settings.calls} are allowed: ask for fewer lists."
        )


class _Cost:
    """Sums up objects and calls as it walks, fragments written out."""

    def __init__(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        schema: GraphQLSchema,
        variables: Mapping[str, Any],
    ) -> None:
        self.fragments = _fragments(document)
        self.schema = schema
        self.variables = {
            one.variable.name.value: variables.get(one.variable.name.value, _literal(one.default_value))
            for one in operation.variable_definitions or ()
        }
        self.objects = 0
        self.calls = 0

    def add(self, selections: SelectionSetNode, parent: object, times: int, page: int = 1) -> None:
        """Selections of `times` objects, whose lists without a mark have `page` items each."""
        for one in selections.selections:
            if isinstance(one, FieldNode):
                self._field(one, parent, times, page)
                continue
            fragment = self.fragments[one.name.value] if isinstance(one, FragmentSpreadNode) else one
            assert isinstance(fragment, FragmentDefinitionNode | InlineFragmentNode)
            condition = fragment.type_condition
            self.add(
                fragment.selection_set, self.schema.get_type(condition.name.value) if condition else parent, times, page
            )

    def _field(self, one: FieldNode, parent: object, times: int, page: int) -> None:
        fields = parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
        definition = fields.get(one.name.value)
        if definition is None:  # of introspection, which has its own limits
            return
        mark = weight_of(definition)
        self.calls += times * mark.calls
        many = self._many(one, definition, mark)
        if not one.selection_set:
            return
        if isinstance(get_nullable_type(definition.type), GraphQLList):
            times, many = times * (page if mark == Weight() else many), 1
        self.objects += times
        self.add(one.selection_set, get_named_type(definition.type), times, many)

    def _many(self, one: FieldNode, definition: GraphQLField, mark: Weight) -> int:
        if isinstance(mark.many, int):
            return mark.many
        value = definition.args[mark.many].default_value
        for argument in one.arguments or ():
            if argument.name.value == mark.many:
                value = _number(self._value(argument.value), default=value)
        if not isinstance(value, int):
            return 1
        if not 1 <= value <= mark.cap:
            code = "TOO_LARGE" if value > mark.cap else "BAD_INPUT"
            raise TooLarge(f"{mark.many} of {one.name.value} goes from 1 to {mark.cap}.", code)
        return value

    def _value(self, node: ValueNode) -> object:
        return self.variables.get(node.name.value) if isinstance(node, VariableNode) else _literal(node)


def weight_of(definition: GraphQLField) -> Weight:
    """The mark of a field, or that of a field without one."""
    field = (definition.extensions or {}).get("strawberry-definition")
    mark = field.metadata.get(KEY) if field is not None else None
    return mark if isinstance(mark, Weight) else Weight()


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}


def _number(value: object, *, default: object) -> object:
    """The whole number that GraphQL makes of a value; else the default: nothing was given, or execution refuses it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else default


def _literal(node: ValueNode | None) -> object:
    if isinstance(node, IntValueNode) and len(node.value) < 12:
        return int(node.value)
    return None

"""The paths a template reads, found without filling it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liquid import BoundTemplate, RenderContext
from liquid.ast import Node
from liquid.builtin.expressions import FilteredExpression, LoopExpression, Path
from liquid.builtin.expressions.logical import BooleanExpression
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.capture_tag import CaptureNode
from liquid.builtin.tags.for_tag import ForNode
from liquid.expression import Expression

from app.core.templates.strictness import Comparison, Joined, asks_whether

Names = dict[str, str]
OWN = ""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a path is read; `optional` where the template can do without its value."""

    path: str
    line: int
    optional: bool


def uses(template: BoundTemplate) -> list[Use]:
    """Every use of a value from outside, in the order of the text.

    Variables of loops and plain assignments stand for the path they were given; a list's items share its path.
    """
    return list(_of_nodes(template.nodes, {}, RenderContext(template)))


def _of_nodes(nodes: Iterable[Node], names: Names, static: RenderContext) -> Iterator[Use]:
    for node in nodes:
        for expression in node.expressions():
            yield from _of_expression(expression, names)
        inner = _inside(node, names)
        yield from _of_nodes(node.children(static), inner, static)


def _inside(node: Node, names: Names) -> Names:
    if isinstance(node, AssignNode):
        value = node.expression
        plain = isinstance(value, FilteredExpression) and not value.filters
        names[str(node.name)] = _target(value.left, names) if isinstance(value, FilteredExpression) and plain else OWN
    if isinstance(node, CaptureNode):
        names[str(node.name)] = OWN
    if isinstance(node, ForNode):
        target = _target(node.expression.iterable, names)
        return {**names, node.expression.identifier: target, "forloop": OWN}
    return names


def _target(expression: Expression, names: Names) -> str:
    return (_path(expression, names) or OWN) if isinstance(expression, Path) else OWN


def _of_expression(expression: Expression, names: Names, optional: bool = False) -> Iterator[Use]:
    if isinstance(expression, Path):
        path = _path(expression, names)
        if path:
            source = expression.token.source
            yield Use(path, source.count("\n", 0, max(0, expression.token.start_index)) + 1, optional)
        optional = False
    for child, free in _children(expression, optional):
        yield from _of_expression(child, names, free)


def _children(expression: Expression, optional: bool) -> Iterator[tuple[Expression, bool]]:
    if isinstance(expression, BooleanExpression):
        yield expression.expression, True
    elif isinstance(expression, Joined):
        yield expression.left, optional
        yield expression.right, optional
    elif isinstance(expression, Comparison):
        yield expression.left, asks_whether(expression)
        yield expression.right, asks_whether(expression)
    elif isinstance(expression, FilteredExpression):
        filters = expression.filters or []
        yield expression.left, bool(filters) and filters[0].name == "default"
        yield from ((child, False) for one in filters for child in one.children())
    elif isinstance(expression, LoopExpression | Expression):
        yield from ((child, False) for child in expression.children())


def _path(expression: Path, names: Names) -> str | None:
    """The dotted path, numbers left out and cut off before a part that is itself a variable; None for an own name."""
    head = expression.path[0]
    if not isinstance(head, str):
        return None
    if head in names and not names[head]:
        return None
    parts = [names.get(head, head)]
    for part in expression.path[1:]:
        if isinstance(part, Path):
            break
        if isinstance(part, str):
            parts.append(part)
    return ".".join(parts)

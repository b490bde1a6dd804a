"""Comparing with a missing value is an error, unless it is asked whether there is one."""

from collections.abc import Iterable, Iterator

from liquid import BoundTemplate, RenderContext
from liquid.ast import Node
from liquid.builtin.expressions import Path
from liquid.builtin.expressions.logical import (
    BooleanExpression,
    ContainsExpression,
    EqExpression,
    GeExpression,
    GtExpression,
    LeExpression,
    LogicalAndExpression,
    LogicalOrExpression,
    LtExpression,
    NeExpression,
)
from liquid.builtin.expressions.primitive import Blank, Empty, Nil
from liquid.builtin.tags.case_tag import CaseNode
from liquid.expression import Expression

from app.core.templates.missing import Missing

Comparison = (
    EqExpression | NeExpression | LtExpression | LeExpression | GtExpression | GeExpression | ContainsExpression
)
Joined = LogicalAndExpression | LogicalOrExpression


class StrictPath(Path):
    """A path whose value must be there."""

    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        """The value; raises LiquidError where there is none."""
        value = super().evaluate(context)
        if isinstance(value, Missing):
            value.fail()
        return value


def asks_whether(comparison: Comparison) -> bool:
    """Whether it compares with nil, empty or blank, which is how one asks whether a value is there."""
    return any(isinstance(side, Nil | Empty | Blank) for side in (comparison.left, comparison.right))


def tighten(template: BoundTemplate) -> None:
    """Make every compared path of a template strict.

    The classes have the same layout, so the paths change in place: other parts of the tree hold the same objects.
    """
    for node in nodes(template.nodes, template):
        if isinstance(node, CaseNode) and isinstance(node.expression, Path):
            node.expression.__class__ = StrictPath
        for expression in node.expressions():
            _tighten(expression)


def _tighten(expression: Expression) -> None:
    if isinstance(expression, Comparison) and not asks_whether(expression):
        for side in (expression.left, expression.right):
            if isinstance(side, Path):
                side.__class__ = StrictPath
    if isinstance(expression, BooleanExpression):
        _tighten(expression.expression)
    for child in expression.children():
        _tighten(child)


def nodes(found: Iterable[Node], template: BoundTemplate) -> Iterator[Node]:
    """Every node of a tree, depth first."""
    static = RenderContext(template)
    for node in found:
        yield node
        yield from nodes(node.children(static), template)

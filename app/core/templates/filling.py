"""Templates filled with values."""

from collections.abc import Mapping
from typing import Any, cast

from liquid import BoundTemplate
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import FilteredExpression
from liquid.exceptions import LiquidError, LiquidSyntaxError, UndefinedError

from app.core.errors import Invalid
from app.core.templates.context import Output, SafeContext, item
from app.core.templates.faults import invalid
from app.core.templates.limits import DEPTH
from app.core.templates.missing import Missing
from app.core.templates.parsing import parsed
from app.core.templates.place import place_in
from app.core.templates.suggesting import known_in, nearest
from app.core.templates.tags import Written

Scope = Mapping[str, Any]
BROKEN = (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, RecursionError)


def render(source: str, scope: Scope, form: str = "text") -> str:
    """The filled template, its values escaped for "text", "html" or "markdown".

    Raises Invalid, with a suggestion, for a value that is missing, and beyond the limits.
    """
    if "{{" not in source and "{%" not in source:
        return source
    try:
        template = parsed(source, form)
        context = _context(template, scope)
        buffer = Output(context)
        template.render_with_context(context, buffer)
        return buffer.getvalue()
    except LiquidError as error:
        raise invalid(error, dict(scope)) from None
    except BROKEN as error:
        raise _broken(error) from error


def evaluate(source: Any, scope: Scope, depth: int = 0) -> Any:
    """The value of a template: of exactly one `{{ … }}` its own, else text; dicts and lists are walked.

    Raises Invalid as render does.
    """
    if depth > DEPTH:
        raise Invalid(f"The values are nested more than {DEPTH} deep.")
    if isinstance(source, str):
        return _value(source, scope)
    if isinstance(source, Mapping):
        parts = cast(Mapping[Any, Any], source)
        return {key: evaluate(part, scope, depth + 1) for key, part in parts.items()}
    if isinstance(source, list | tuple):
        return [evaluate(part, scope, depth + 1) for part in cast(list[Any], source)]
    return source


def read(path: str, scope: Scope) -> Any:
    """The value at a dotted path; raises Invalid, with a suggestion, where there is none."""
    found: Any = scope
    try:
        for part in path.split("."):
            number = part.lstrip("-").isdigit() and isinstance(found, list | tuple)
            found = item(found, int(part) if number else part)  # pyright: ignore[reportUnknownArgumentType]
    except (KeyError, IndexError, TypeError):
        raise invalid(UndefinedError(path, token=None), dict(scope)) from None
    return found


def _value(source: str, scope: Scope) -> Any:
    if "{{" not in source and "{%" not in source:
        return source
    try:
        template = parsed(source)
        alone = single(template)
        if alone is None:
            return render(source, scope)
        value = alone.evaluate(_context(template, scope))
        if isinstance(value, Missing):
            value.fail()
        if value is None and not _may_be_none(alone):
            raise UndefinedError(str(alone.left), token=alone.token)
        return list(value) if isinstance(value, range) else value
    except LiquidError as error:
        raise invalid(error, dict(scope)) from None
    except BROKEN as error:
        raise _broken(error) from error


def single(template: BoundTemplate) -> FilteredExpression | None:
    """The expression of a template that is exactly one `{{ … }}`, space around it aside."""
    kept = [node for node in template.nodes if not (isinstance(node, ContentNode) and not node.text.strip())]
    if len(kept) == 1 and isinstance(kept[0], Written) and isinstance(kept[0].expression, FilteredExpression):
        return kept[0].expression
    return None


def _may_be_none(expression: FilteredExpression) -> bool:
    return bool(expression.filters) and expression.filters[-1].name == "default"


def _context(template: BoundTemplate, scope: Scope) -> SafeContext:
    context = SafeContext(template, globals=scope)
    context.place = place_in(scope)
    return context


def _broken(error: Exception) -> Invalid:
    words = "it is nested too deeply" if isinstance(error, RecursionError) else "a value in it cannot be used like this"
    return Invalid(f"The template cannot be filled: {words}.", fields={"template": words})


__all__ = ["LiquidSyntaxError", "evaluate", "known_in", "nearest", "read", "render", "single"]

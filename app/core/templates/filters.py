"""The filters a template may use: each of them bounded, none of them silent about a value that is missing."""

import operator
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from liquid.exceptions import FilterArgumentError, LiquidError
from liquid.filter import with_context

from app.core.errors import Invalid
from app.core.money import Money, format_money
from app.core.templates import dates, lists, numbers, texts
from app.core.templates.context import SafeContext
from app.core.templates.limits import ITEMS, OUTPUT
from app.core.templates.missing import Missing
from app.core.templates.place import Place
from app.core.templates.plain import text
from app.core.templates.writing import Lines

Filter = Callable[..., Any]


def default(value: Any, instead: Any = "", *, allow_false: bool = False) -> Any:
    """The value, or `instead` where it is missing, none, false or empty."""
    if isinstance(value, Missing) or value is None or (value is False and not allow_false):
        return instead
    return instead if isinstance(value, str | list | tuple | dict) and not value else value  # pyright: ignore[reportUnknownVariableType]


def money(value: Any, place: Place, currency: Any = None) -> str:
    """An amount with its currency: of the value itself, as named, else that of the place."""
    if isinstance(value, Money):
        return format_money(value, place.locale)
    if isinstance(value, dict):
        parts = cast(dict[str, Any], value)
        return money(parts.get("amount"), place, currency or parts.get("currency"))
    return format_money(Money.of(numbers.number(value), text(currency or place.currency)), place.locale)


def size(value: Any) -> int:
    """How long a text or list is."""
    return len(value) if isinstance(value, str | list | tuple | range | dict) else 0  # pyright: ignore[reportUnknownArgumentType]


def lines(value: Any) -> str:
    """The text with its line breaks kept."""
    return Lines(text(value))


def lower(value: Any) -> str:
    """The text in small letters."""
    return text(value).lower()


def upper(value: Any) -> str:
    """The text in capitals."""
    return text(value).upper()


def strip(value: Any) -> str:
    """The text without space around it."""
    return text(value).strip()


PLAIN: dict[str, Filter] = {
    "abs": numbers.absolute,
    "append": texts.append,
    "at_least": numbers.binary(max),
    "at_most": numbers.binary(min),
    "capitalize": texts.capitalize,
    "ceil": numbers.ceil,
    "compact": lists.filled,
    "concat": lists.added,
    "divided_by": numbers.binary(numbers.divided),
    "downcase": lower,
    "find": lists.found,
    "first": lists.first,
    "floor": numbers.floor,
    "has": lists.has,
    "join": lists.joined,
    "json": texts.as_json,
    "last": lists.last,
    "map": lists.mapped,
    "minus": numbers.binary(operator.sub),
    "modulo": numbers.binary(operator.mod),
    "newline_to_br": lines,
    "plus": numbers.binary(operator.add),
    "prepend": texts.prepend,
    "reject": lists.left_out,
    "remove": texts.replace,
    "remove_first": texts.replace_first,
    "replace": texts.replace,
    "replace_first": texts.replace_first,
    "reverse": lists.backwards,
    "round": numbers.rounded,
    "size": size,
    "slice": texts.cut,
    "sort": lists.ordered,
    "sort_natural": lists.naturally,
    "split": texts.split,
    "squish": texts.squish,
    "strip": strip,
    "sum": lists.summed,
    "times": numbers.binary(operator.mul),
    "truncate": texts.truncate,
    "truncatewords": texts.truncate_words,
    "uniq": lists.once,
    "upcase": upper,
    "url_encode": texts.url_encode,
    "where": lists.chosen,
}
PLACED: dict[str, Filter] = {
    "ago": dates.ago,
    "add_days": dates.later,
    "date": dates.format_date,
    "datetime": dates.format_moment,
    "money": money,
    "number": numbers.format_number,
    "percent": numbers.percent,
    "time": dates.format_time,
}
NAMES = sorted([*PLAIN, *PLACED, "default"])


def guarded(name: str, work: Filter, placed: bool) -> Filter:
    """The filter, which refuses missing values, lets no time limit pass and gives nothing too large."""

    @with_context
    @wraps(work)
    def run(value: Any, *args: Any, context: SafeContext, **named: Any) -> Any:
        context.tick()
        for one in (value, *args, *named.values()):
            if isinstance(one, Missing):
                one.fail()
        call = partial(work, value, context.place, *args) if placed else partial(work, value, *args)
        return _small(_answer(name, partial(call, **named)))

    return run


def _answer(name: str, call: Callable[[], Any]) -> Any:
    try:
        return call()
    except LiquidError:
        raise
    except Invalid as error:
        raise FilterArgumentError(error.message, token=None) from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, OverflowError) as error:
        raise FilterArgumentError(f"{name} cannot be used like this", token=None) from error


def _small(value: Any) -> Any:
    if isinstance(value, str) and len(value) > OUTPUT:
        raise FilterArgumentError("this text is too long", token=None)
    if isinstance(value, list) and len(cast(list[Any], value)) > ITEMS:
        raise FilterArgumentError(f"a list may hold {ITEMS} items at most", token=None)
    return value


def every() -> dict[str, Filter]:
    """Every filter by its name."""
    plain = {name: guarded(name, work, False) for name, work in PLAIN.items()}
    return {**plain, **{name: guarded(name, work, True) for name, work in PLACED.items()}, "default": default}

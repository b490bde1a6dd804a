"""Lists in templates: chosen, ordered and joined, never beyond the limits."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from liquid.exceptions import FilterArgumentError

from app.core.templates.limits import ITEMS, OUTPUT
from app.core.templates.numbers import Number, total
from app.core.templates.plain import quoted, text
from app.core.templates.texts import as_json

Key = Callable[[Any], Any]


def listed(value: Any) -> list[Any]:
    """The list that a value is; one value is a list of one. Raises LiquidError beyond 10,000 items."""
    if isinstance(value, list | tuple | range):
        if len(cast(list[Any], value)) > ITEMS:
            raise FilterArgumentError(f"a list may hold {ITEMS} items at most", token=None)
        return list(cast(list[Any], value))
    return [value]


def field(item: Any, key: Any) -> Any:
    """The field of an item, or None."""
    name = text(key)
    if not isinstance(item, Mapping) or name.startswith("_"):
        return None
    return cast(Mapping[str, Any], item).get(name)


def strict_field(item: Any, key: Any) -> Any:
    """The field of an item; raises LiquidError where it has none."""
    if not isinstance(item, Mapping) or key not in item or text(key).startswith("_"):
        raise FilterArgumentError(f"an item of the list has no field {quoted(key)}", token=None)
    return cast(Mapping[str, Any], item)[key]


def mapped(values: Any, key: Any) -> list[Any]:
    """The field `key` of every item."""
    return [strict_field(item, key) for item in listed(values)]


def chosen(values: Any, key: Any, value: Any = None) -> list[Any]:
    """The items whose field equals `value`, or is set where none is given."""
    return [item for item in listed(values) if _fits(item, key, value)]


def left_out(values: Any, key: Any, value: Any = None) -> list[Any]:
    """The items whose field does not equal `value`."""
    return [item for item in listed(values) if not _fits(item, key, value)]


def _fits(item: Any, key: Any, value: Any) -> bool:
    here = field(item, key)
    return bool(here == value if value is not None else here not in (None, False))


def ordered(values: Any, key: Any = None) -> list[Any]:
    """The items from small to large, by a field where one is named; raises LiquidError for kinds that do not mix."""
    try:
        if key is None:
            return sorted(listed(values))
        return sorted(listed(values), key=partial(_by, key))
    except TypeError as error:
        raise FilterArgumentError("these values cannot be put in order", token=None) from error


def _by(key: Any, item: Any) -> Any:
    return strict_field(item, key)


def naturally(values: Any, key: Any = None) -> list[Any]:
    """The items by their text, small and capital letters alike."""

    def small(item: Any) -> str:
        return text(strict_field(item, key) if key is not None else item).lower()

    return sorted(listed(values), key=small)


def once(values: Any, key: Any = None) -> list[Any]:
    """Each item once, by a field where one is named."""
    seen: dict[str, Any] = {}
    for item in listed(values):
        seen.setdefault(as_json(field(item, key) if key is not None else item), item)
    return list(seen.values())


def summed(values: Any, key: Any = None) -> Number:
    """The sum of the items, or of a field of theirs."""
    return total(mapped(values, key) if key is not None else listed(values))


def added(values: Any, more: Any) -> list[Any]:
    """Both lists, one after the other."""
    return listed([*listed(values), *listed(more)])


def first(values: Any) -> Any:
    """The first item, or None."""
    items = listed(values)
    return items[0] if items else None


def last(values: Any) -> Any:
    """The last item, or None."""
    items = listed(values)
    return items[-1] if items else None


def filled(values: Any) -> list[Any]:
    """The items that are not none."""
    return [item for item in listed(values) if item is not None]


def found(values: Any, key: Any, value: Any = None) -> Any:
    """The first item whose field fits, or None."""
    return next(iter(chosen(values, key, value)), None)


def has(values: Any, key: Any, value: Any = None) -> bool:
    """Whether there is such an item."""
    return bool(chosen(values, key, value))


def backwards(values: Any) -> list[Any]:
    """The items, last first."""
    return listed(values)[::-1]


def joined(values: Any, between: Any = ", ") -> str:
    """The items as one text."""
    items, sign = [text(item) for item in _plain(listed(values))], text(between)
    if sum(map(len, items)) + len(sign) * len(items) > OUTPUT:
        raise FilterArgumentError("this text is too long", token=None)
    return sign.join(items)


def _plain(items: list[Any]) -> list[Any]:
    if any(item is None or isinstance(item, Mapping | list | tuple) for item in items):
        raise FilterArgumentError("a list of groups cannot be joined; use map first", token=None)
    size = 0
    for item in items:
        size += len(item) if isinstance(item, str) else 0
        if size > OUTPUT:
            raise FilterArgumentError("this text is too long", token=None)
    return items

"""What every handler is made with: it names its actions, refuses odd values, and turns errors into toasts."""

import functools
import inspect
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextvars import ContextVar
from typing import Any, get_type_hints

import reflex as rx
from pydantic import TypeAdapter, ValidationError

from app.core.actions import Action, Effect
from app.core.errors import AppError, Invalid
from app.core.said import excused
from state import here, sockets
from state.toasts import toast

# A second identical click so soon after the first has been carried out is a double click.
DOUBLE = 0.8
MOST_CLICKS = 10_000

Handler = Callable[..., Any]
declared: ContextVar[frozenset[Action[..., Any]] | None] = ContextVar("declared", default=None)
# Whether the handler that runs has written; what only asked for more may be clicked again at once.
acted: ContextVar[bool] = ContextVar("acted", default=False)
_clicks: OrderedDict[tuple[str, ...], float] = OrderedDict()


class Strange(Invalid):
    """The page sent values that the handler does not take."""


def calls(*actions: Action[..., Any], background: bool = False) -> Callable[[Handler], Any]:
    """Make an async method an event handler that calls `actions` and no others (and those in its page's `_actions`).

    Values of the wrong type, unknown or missing ones, and AppErrors end in a toast; nothing ends in a traceback.
    """

    def wrap(fn: Handler) -> Any:
        writes = any(action.effect is not Effect.READ for action in actions)
        make = _streaming if inspect.isasyncgenfunction(fn) else _single
        made = make(fn, frozenset(actions), writes and not background)
        made.__calls__ = tuple(actions)
        return rx.event(made, background=True) if background else rx.event(made)

    return wrap


def _single(fn: Handler, actions: frozenset[Action[..., Any]], writes: bool) -> Any:
    @functools.wraps(fn)
    async def handler(self: Any, *args: Any, **kwargs: Any) -> Any:
        click = _click(self, fn, args, kwargs) if writes else None
        if _doubled(click):
            return None
        mark = declared.set(actions | _allowed(self))
        acted.set(False)
        try:
            values = _values(fn, self, args, kwargs)
            _clear(self, writes)
            answer = await fn(self, **values)
        except AppError as error:
            return _refusal(self, error)
        finally:
            declared.reset(mark)
        _remember(click)
        return answer

    return handler


def _streaming(fn: Handler, actions: frozenset[Action[..., Any]], writes: bool) -> Any:
    @functools.wraps(fn)
    async def handler(self: Any, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        click = _click(self, fn, args, kwargs) if writes else None
        if _doubled(click):
            return
        declared.set(actions | _allowed(self))
        acted.set(False)
        try:
            values = _values(fn, self, args, kwargs)
            _clear(self, writes)
            async for answer in fn(self, **values):
                yield answer
        except AppError as error:
            yield _refusal(self, error)
        else:
            _remember(click)

    return handler


def _allowed(state: Any) -> frozenset[Action[..., Any]]:
    allowed = getattr(state.__class__, "_allowed", None)
    return frozenset(allowed() if allowed else ())


@functools.cache
def _adapters(fn: Handler) -> dict[str, TypeAdapter[Any]]:
    hints = get_type_hints(fn, include_extras=True)
    names = list(inspect.signature(fn).parameters)[1:]
    return {name: TypeAdapter(hints[name]) for name in names if name in hints}


def _values(fn: Handler, state: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The handler's values by name, of the types that it names; raises Strange."""
    try:
        bound = inspect.signature(fn).bind(state, *args, **kwargs)
        given = dict(list(bound.arguments.items())[1:])
        adapters = _adapters(fn)
        return {name: adapters[name].validate_python(v) if name in adapters else v for name, v in given.items()}
    except (TypeError, ValidationError, RecursionError):
        raise Strange(sockets.STRANGE) from None


def _clear(state: Any, writes: bool) -> None:
    if writes and getattr(state, "errors", None):
        state.errors = {}


def _refusal(state: Any, error: AppError) -> Any:
    # A form that shows errors beside its fields takes them; a background handler may not touch its state here.
    message, reasons = excused(here.actor().locale, error)
    if error.fields and not hasattr(state, "__wrapped__") and "errors" in state.__class__.__fields__:
        state.errors = reasons
    return toast(message, "error")


def _click(state: Any, fn: Handler, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, ...]:
    # The same button on another address acts on another record: no double click, however soon.
    place = (sockets.token_now(), state.rx_router_url.path, type(state).__name__, fn.__name__)
    return (*place, repr(args), repr(sorted(kwargs.items())))


def _doubled(click: tuple[str, ...] | None) -> bool:
    return click is not None and click[0] != "" and time.monotonic() - _clicks.get(click, -DOUBLE) < DOUBLE


def _remember(click: tuple[str, ...] | None) -> None:
    if click is None or not acted.get():
        return
    _clicks[click] = time.monotonic()
    while len(_clicks) > MOST_CLICKS:
        _clicks.popitem(last=False)

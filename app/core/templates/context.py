"""What a template can reach while it is filled: items of mappings and lists, and nothing else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from time import monotonic
from typing import Any, TextIO, cast

from liquid import BoundTemplate, RenderContext
from liquid.builtin.tags.for_tag import ForLoop
from liquid.builtin.tags.tablerow_tag import TableRow
from liquid.exceptions import LoopIterationLimitError, OutputStreamLimitError, ResourceLimitError
from liquid.output import LimitedStringIO
from liquid.token import Token
from liquid.undefined import UNDEFINED

from app.core.templates.limits import OUTPUT, ROUNDS, SECONDS
from app.core.templates.missing import Missing
from app.core.templates.place import HERE, Place
from app.core.templates.plain import PLAIN, text


def item(value: Any, key: Any) -> Any:
    """A field of a mapping, an item of a list, or its size, first or last; raises KeyError where there is none.

    No attribute of any object is ever read, and names that begin with an underscore are hidden.
    """
    if isinstance(key, str) and key.startswith("_"):
        raise KeyError(key)
    if isinstance(value, Mapping):
        found = cast(Mapping[Any, Any], value)
        return len(found) if key == "size" and "size" not in found else found[key]
    if isinstance(value, list | tuple | range):
        return _of_list(cast(list[Any], value), key)
    if isinstance(value, str) and key == "size":
        return len(value)
    raise KeyError(key)


def _of_list(values: list[Any], key: Any) -> Any:
    if key == "size":
        return len(values)
    place = {"first": 0, "last": -1}.get(key, key) if isinstance(key, str) else key
    if isinstance(place, int) and not isinstance(place, bool) and -len(values) <= place < len(values):
        return values[place]
    raise KeyError(key)


class Output(LimitedStringIO):
    """The text so far; it and every part that is captured share one limit."""

    def __init__(self, context: "SafeContext") -> None:
        super().__init__(OUTPUT, None, "")
        self.context = context

    def write(self, text: str, /) -> int:
        """Add to the text; raises LiquidError beyond the limits."""
        self.context.tick()
        self.context.letters += len(text)
        if self.context.letters > OUTPUT:
            raise OutputStreamLimitError("the text grows too long", token=None)
        return StringIO.write(self, text)


class SafeContext(RenderContext):
    """The values of one filling, with its limits on rounds, letters and time."""

    __slots__ = ("letters", "place", "rounds", "until")

    def __init__(self, template: BoundTemplate, **given: Any) -> None:
        super().__init__(template, **given)
        self.place: Place = HERE
        self.rounds = self.letters = 0
        self.until = monotonic() + SECONDS

    def tick(self) -> None:
        """Raise LiquidError once the time is up."""
        if monotonic() > self.until:
            raise ResourceLimitError(f"it takes longer than {SECONDS:g} seconds", token=None)

    def get(self, path: list[object], *, token: Token | None, default: object = UNDEFINED) -> object:
        """The value at a path, or what stands for a missing one."""
        self.tick()
        name = ".".join(text(part) if isinstance(part, PLAIN) else "?" for part in path)
        try:
            root = path[0]
            if not isinstance(root, str) or root.startswith("_"):
                raise KeyError(root)
            found: Any = self.scope[root]
            for part in path[1:]:
                found = item(found, part)
        except (KeyError, IndexError, TypeError):
            return Missing(name, token=token) if default is UNDEFINED else default
        return found

    @contextmanager
    def loop(self, namespace: Mapping[str, object], forloop: ForLoop | TableRow) -> Iterator[RenderContext]:
        """One loop; its rounds count towards those of the whole template."""
        self.tick()
        self.rounds += forloop.length
        if self.rounds > ROUNDS:
            raise LoopIterationLimitError(f"it loops more than {ROUNDS} times", token=None)
        with super().loop(namespace, forloop) as inner:
            yield inner

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        """A place to write a part of the text."""
        return Output(self)

"""Kinds of jobs: each a function with a payload model and the rules of its running."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar, Unpack

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from app.core.access import Permission
from app.core.db import Session
from app.core.errors import Invalid
from app.core.queue.rate import Rate, parse_rate

if TYPE_CHECKING:
    from app.core.queue.context import Context

LONGEST_DELAY = 3600.0
JITTER = 0.2


class Payload(BaseModel):
    """The base of payload models: unknown fields are refused, camelCase is taken and given."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)


P = TypeVar("P", bound=BaseModel)
Run = Callable[["Context", P], dict[str, Any]]
Failed = Callable[[Session, "Context", str], None]


@dataclass(frozen=True, eq=False)
class Kind(Generic[P]):
    """One kind of job.

    `delay` is the pause in seconds before the second attempt (doubled at each further one), `time_limit` in seconds.
    `isolated` kinds run one to a process. `permission` lets people make such jobs themselves; None keeps it to the
    house. `failed` runs in the transaction of the final failure.

    `light` kinds are short and touch nothing but the database: many are done in one transaction, each in a savepoint;
    those that `write` nothing need none. `priority` is that of jobs asked for without one. `concurrency` and `rate`
    bound all jobs of the kind, `tenant_concurrency` and `tenant_rate` those of each tenant. `keep` is how long its
    finished jobs stay, where that is shorter than what the tenant keeps.
    """

    name: str
    title: str
    payload: type[P]
    run: Run[P]
    attempts: int = 3
    delay: float = 10.0
    time_limit: float = 60.0
    isolated: bool = False
    permission: Permission | None = None
    failed: Failed | None = None
    light: bool = False
    writes: bool = True
    priority: int = 0
    concurrency: int | None = None
    tenant_concurrency: int | None = None
    rate: Rate | None = None
    tenant_rate: Rate | None = None
    keep: timedelta | None = None

    @cached_property
    def many(self) -> TypeAdapter[list[P]]:
        """What reads and writes lists of payloads."""
        model: Any = list.__class_getitem__(self.payload)
        return TypeAdapter(model)

    @property
    def limited(self) -> bool:
        """Whether any bound stands on how many may run or begin."""
        return any((self.concurrency, self.tenant_concurrency, self.rate, self.tenant_rate))

    def read(self, payload: dict[str, Any]) -> P:
        """The payload as its model; raises Invalid with one reason a field."""
        try:
            return self.payload.model_validate(payload)
        except ValidationError as error:
            raise Invalid(f"The payload does not fit the kind {self.name}.", fields=reasons(error)) from None

    def pause(self, attempt: int) -> float:
        """Seconds to wait after the failed attempt of that number, with jitter; an hour at most."""
        base = min(self.delay * 2 ** (attempt - 1), LONGEST_DELAY)
        return base * random.uniform(1 - JITTER, 1 + JITTER)


def reasons(error: ValidationError) -> dict[str, str]:
    """What is wrong with a payload, one reason a field."""
    found = error.errors(include_url=False)
    return {".".join(map(str, one["loc"])) or "payload": one["msg"].removeprefix("Value error, ") for one in found}


_kinds: dict[str, Kind[Any]] = {}


class Rules(TypedDict, total=False):
    """What a kind may say of itself, as `Kind` tells it; rates are written "100/minute" (second, minute, hour, day)."""

    attempts: int
    delay: float
    time_limit: float
    isolated: bool
    permission: Permission | None
    failed: Failed | None
    light: bool
    writes: bool
    priority: int
    concurrency: int | None
    tenant_concurrency: int | None
    rate: str | None
    tenant_rate: str | None
    keep: timedelta | None


def kind(name: str, *, title: str, payload: type[P], **rules: Unpack[Rules]) -> Callable[[Run[P]], Kind[P]]:
    """Register the function below as what jobs of the kind `name` ("import.run") do; it returns the job's result."""
    if rules.get("light") and rules.get("isolated"):
        raise ValueError(f"{name} is either light or isolated.")
    rates = {"rate": parse_rate(rules.pop("rate", None)), "tenant_rate": parse_rate(rules.pop("tenant_rate", None))}
    given: dict[str, Any] = {**rules, **rates}

    def register(run: Run[P]) -> Kind[P]:
        if name in _kinds:
            raise ValueError(f"Two kinds of jobs are called {name}.")
        made = Kind(name=name, title=title, payload=payload, run=run, **given)
        _kinds[name] = made
        return made

    return register


def find_kind(name: str) -> Kind[Any]:
    """The kind of that name; raises Invalid."""
    if name not in _kinds:
        known = ", ".join(sorted(_kinds))
        raise Invalid(f"There is no kind of job called {name[:80]!r}.", fields={"jobType": f"one of: {known}"})
    return _kinds[name]


def registered_kinds() -> Iterator[Kind[Any]]:
    """All kinds, by name."""
    return iter([_kinds[name] for name in sorted(_kinds)])

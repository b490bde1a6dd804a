"""The registry of actions: one typed function, from which every door is made."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, get_type_hints

from pydantic import BaseModel, TypeAdapter

from app.core.access import Permission
from app.core.actions.signature import input_model
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import NotFound

P = ParamSpec("P")
R = TypeVar("R")


class Effect(StrEnum):
    """What a call does: decides who may do it unasked and whether it can be taken back."""

    READ = "read"
    WRITE = "write"
    EXTERNAL = "external"
    DESTRUCTIVE = "destructive"


@dataclass(frozen=True, eq=False)
class Action(Generic[P, R]):
    """One thing that the business can do, with all that its doors need to know.

    Calling it runs the function inside a transaction that is already open; `actions.run` opens one.
    `palette` says whether people find it in the command palette, and at which page it starts there.
    """

    name: str
    title: str
    doc: str
    permission: Permission
    effect: Effect
    fn: Callable[Concatenate[Session, Actor, P], R]
    input: type[BaseModel]
    output: TypeAdapter[R]
    returns: Any
    palette: str | None = None

    def __call__(self, session: Session, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.fn(session, actor, *args, **kwargs)


_actions: dict[str, Action[..., Any]] = {}


def action(
    name: str, *, permission: Permission, effect: Effect, title: str = "", palette: str | None = None
) -> Callable[[Callable[Concatenate[Session, Actor, P], R]], Action[P, R]]:
    """Register the function below as the action `name` ("deal.move"); session and actor come first; it never commits.

    `title` is what people read ("Move deal"), made from the name where it is not given.
    """

    def register(fn: Callable[Concatenate[Session, Actor, P], R]) -> Action[P, R]:
        if name in _actions:
            raise ValueError(f"Two actions are called {name}.")
        hints = get_type_hints(fn, include_extras=True)
        made = Action(
            name=name,
            title=title or title_from(name),
            doc=inspect.getdoc(fn) or "",
            permission=permission,
            effect=effect,
            fn=fn,
            input=input_model(name, fn, hints),
            output=TypeAdapter(hints["return"]),
            returns=hints["return"],
            palette=palette,
        )
        _actions[name] = made
        return made

    return register


def title_from(name: str) -> str:
    """What people read of an action that was given no title: "deal.move" is "Move deal"."""
    noun, verb = name.rsplit(".", 1)
    return f"{verb} {noun}".replace("_", " ").replace(".", " ").capitalize()


def field_title(name: str) -> str:
    """What people read of a field: "companyId" and "company_id" are "Company id"."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).replace("_", " ")
    return words[:1].upper() + words[1:]


def hint_from(doc: str) -> str:
    """What people read of an action beside its title: the first line of `doc`, without what is raised."""
    return re.sub(r"[.;,]? *[Rr]aises .*", ".", doc.partition("\n")[0])


def find(name: str) -> Action[..., Any]:
    """The action of that name; raises NotFound."""
    if name not in _actions:
        raise NotFound(f"There is no action called {name[:80]!r}.")
    return _actions[name]


def registered() -> Iterator[Action[..., Any]]:
    """All actions, by name."""
    return iter([_actions[name] for name in sorted(_actions)])

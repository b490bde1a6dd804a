"""Prompts as people keep them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints
from sqlalchemy import func, select
from sqlmodel import col

from app.ai.models import Category, Prompt
from app.ai.registry import for_model
from app.ai.rows import PromptRow, prompt_row
from app.core import templates
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record, touch

READ, WRITE = Permission.CONTENT_READ, Permission.CONTENT_WRITE
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Template = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
Variables = Annotated[list[Variable], Field(max_length=50)]
Values = Annotated[dict[Annotated[str, Field(max_length=60)], Any], Field(max_length=50)]
Temperature = Annotated[float, Field(ge=0, le=2)]
Tokens = Annotated[int, Field(ge=1, le=32_000)]


@action("prompt.list", permission=READ, effect=Effect.READ, title="List prompts", palette="/texts")
def list_(session: Session, actor: Actor) -> list[PromptRow]:
    """All prompts, by name."""
    return [prompt_row(prompt) for prompt in session.scalars(select(Prompt).order_by(func.lower(col(Prompt.name))))]


@action("prompt.save", permission=WRITE, effect=Effect.WRITE, title="Save prompt")
def save(
    session: Session,
    actor: Actor,
    name: Name,
    template: Template,
    category: Category = Category.MARKETING,
    variables: Variables | None = None,
    model: Name = "gpt-4",
    temperature: Temperature = 0.7,
    max_tokens: Tokens = 500,
    id: UUID | None = None,
    version: int | None = None,
) -> PromptRow:
    """Keep a new prompt, or change the one of that id; every change stands in its history and can be undone.

    Raises Invalid for a template that names what is no variable, Conflict where somebody else changed it since
    `version` or another prompt has the name.
    """
    used = sorted({path.split(".")[0] for path in templates.paths(template)})
    wanted = used if variables is None else variables
    if problems := templates.check(template, [form for one in wanted for form in (one, f"{one}.*")]):
        first = problems[0]
        raise Invalid(f"{first.message} {first.suggestion}".strip(), fields={"template": first.message})
    for_model(model)
    prompt = load(session, id) if id else Prompt(name=name, category=category.value, template=template)
    if version is not None and version != prompt.version:
        raise Conflict("Somebody else has changed this prompt meanwhile; load it again. Nothing was saved.")
    other = named(session, name)
    if other is not None and other is not prompt:
        raise Conflict(f"There is already a prompt called {name!r}.")
    prompt.name, prompt.category, prompt.template, prompt.variables = name, category.value, template, wanted
    prompt.model, prompt.temperature, prompt.max_tokens = model, temperature, max_tokens
    session.add(prompt)
    session.flush()
    record(session, "prompt.saved", prompt)
    return prompt_row(prompt)


@action("prompt.preview", permission=READ, effect=Effect.READ, title="Fill prompt")
def preview(session: Session, actor: Actor, template: Template, variables: Values | None = None) -> str:
    """The text that would go to a model; raises Invalid for a template that cannot be filled, naming what lacks."""
    return templates.render(template, variables or {})


@action("prompt.get", permission=READ, effect=Effect.READ, title="Show prompt")
def get(session: Session, actor: Actor, id: UUID) -> PromptRow:
    """One prompt; raises NotFound."""
    return prompt_row(load(session, id))


@action("prompt.delete", permission=WRITE, effect=Effect.DESTRUCTIVE, title="Delete prompt")
def delete(session: Session, actor: Actor, id: UUID) -> None:
    """Delete a prompt; undo brings it back, and what was made with it stays."""
    session.delete(load(session, id))
    session.flush()
    touch(session, "ai_prompts")


def load(session: Session, prompt_id: UUID) -> Prompt:
    """The prompt; raises NotFound."""
    prompt = session.scalars(select(Prompt).where(col(Prompt.id) == prompt_id)).first()
    if prompt is None:
        raise NotFound("There is no such prompt (any more).")
    return prompt


def named(session: Session, name: str) -> Prompt | None:
    """The prompt of that name, whatever its case."""
    with session.no_autoflush:
        return session.scalars(select(Prompt).where(func.lower(col(Prompt.name)) == name.lower())).first()

"""Text by a model: the action that asks for it, and the job that fills the prompt, asks and keeps the answer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlmodel import col

from app.ai import budgets, prompts
from app.ai.asked import Options, Wanted, route, suggestions
from app.ai.keys import Access, access
from app.ai.models import Generation, Made, Prompt
from app.ai.reply import Reply, estimated
from app.ai.rows import GenerationRow, generation_row
from app.core import effects, templates
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid, NotFound
from app.core.events import record, touch
from app.core.queue import Context, Payload, enqueue, kind

READ, WRITE = Permission.CONTENT_READ, Permission.CONTENT_WRITE
OPERATION = "content.generate"
Variables = Annotated[dict[Annotated[str, Field(max_length=60)], Any], Field(max_length=50)]


class Wish(Payload):
    """`id` is the generation to fill (one is made where there is none yet), `prompt` a name or a template."""

    id: UUID | None = None
    prompt: Annotated[str | None, Field(max_length=20_000)] = None
    options: Options = Field(default_factory=Options)


def failed(session: Session, job: Context, reason: str) -> None:
    """Show at the generation that nothing came of it, and give back what was set aside for it."""
    made = session.scalars(select(Generation).where(col(Generation.job_id) == job.id)).first()
    if made is None:
        return
    made.state, made.error_message = Made.FAILED.value, reason
    budgets.release(session, _key(made))
    touch(session, "ai_generations")


@kind(
    "content.generate",
    title="Write text",
    payload=Wish,
    attempts=2,
    delay=30,
    time_limit=150,
    isolated=True,
    permission=WRITE,
    tenant_concurrency=4,
    failed=failed,
)
def content_generate(job: Context, payload: Wish) -> dict[str, Any]:
    """Fill the prompt, ask the provider that fits, keep the text and what it cost; refused without a provider."""
    with job.open() as session:
        made = _written(session, job, payload)
        wanted, way = _wanted(session, made)
        budgets.reserve(session, _key(made), way.provider.name, OPERATION, _most(wanted, way))
        made.provider, made.model = way.provider.name, wanted.model
        asked = {"model": wanted.model, "maxTokens": wanted.max_tokens, "characters": len(wanted.text)}
        effect = effects.intend(
            session, key=_key(made), kind="ai", target=way.provider.title, request=asked, job_id=job.id
        )
    job.link("ai_generations", made.id)
    job.log(f"Asking {way.provider.title} ({wanted.model}) with {len(wanted.text):,} characters")

    def call() -> dict[str, Any]:
        # The provider's library takes a seventh of a start, and most processes never ask.
        from app.ai import client

        return client.ask(way, wanted.model, wanted.text, wanted.temperature, wanted.max_tokens).as_dict()

    # A second answer does no harm; one that arrived before a crash is taken as it is.
    reply = Reply(**effects.carry_out(job, effect.id, call, repeatable=True))
    return _keep(job, made.id, way, reply)


@action("content.generate", permission=WRITE, effect=Effect.EXTERNAL, title="Write text")
def generate(
    session: Session,
    actor: Actor,
    prompt_id: UUID | None = None,
    prompt: Annotated[str, Field(max_length=100)] | None = None,
    custom_prompt: prompts.Template | None = None,
    variables: Variables | None = None,
    task: str | None = None,
    model: prompts.Name | None = None,
    temperature: prompts.Temperature | None = None,
    max_tokens: prompts.Tokens | None = None,
) -> GenerationRow:
    """Let a model write by a kept prompt (its id or name) or by `custom_prompt`, filled with `variables`.

    A job asks the provider of the model or task; `content.get` tells the outcome. Raises Invalid for a missing
    variable or where no provider is set up, Refused where the budget is used up.
    """
    options = Options(variables=variables or {}, task=task, model=model, temperature=temperature, max_tokens=max_tokens)
    kept = prompts.load(session, prompt_id) if prompt_id else prompts.named(session, prompt) if prompt else None
    if prompt and kept is None:
        raise NotFound(f"There is no prompt called {prompt!r}.")
    source = kept.template if kept else custom_prompt
    if source is None:
        raise Invalid("Name a prompt, or give one.", fields={"prompt": "missing"})
    made = _new(session, kept, source, options)
    made.member_id = actor.member_id
    wanted, way = _wanted(session, made)
    budgets.afford(session, way.provider.name, _most(wanted, way))
    made.job_id = enqueue(session, content_generate, {"id": made.id}).id
    session.flush()
    record(session, "content.asked", made)
    return generation_row(made)


@action("content.get", permission=READ, effect=Effect.READ, title="Show written text")
def get(session: Session, actor: Actor, id: UUID) -> GenerationRow:
    """One generation; raises NotFound."""
    return generation_row(_load(session, id))


@action("content.list", permission=READ, effect=Effect.READ, title="List written texts")
def list_(session: Session, actor: Actor) -> list[GenerationRow]:
    """The last 100 generations, newest first."""
    found = session.scalars(select(Generation).order_by(col(Generation.id).desc()).limit(100))
    return [generation_row(made) for made in found]


@action("content.rate", permission=WRITE, effect=Effect.WRITE, title="Rate written text")
def rate(
    session: Session,
    actor: Actor,
    id: UUID,
    was_used: bool = False,
    quality_score: Annotated[float, Field(ge=0, le=1)] | None = None,
) -> GenerationRow:
    """Say whether a text was used, and how good it is (0 to 1)."""
    made = _load(session, id)
    made.was_used, made.quality_score = was_used, quality_score
    session.flush()
    return generation_row(made)


def _key(made: Generation) -> str:
    return f"content:{made.id}"


def _load(session: Session, generation_id: UUID) -> Generation:
    made = session.scalars(select(Generation).where(col(Generation.id) == generation_id)).first()
    if made is None:
        raise NotFound("There is no such text (any more).")
    return made


def _new(session: Session, kept: Prompt | None, source: str, options: Options, id: UUID | None = None) -> Generation:
    made = Generation(prompt_id=kept.id if kept else None, source=source, input_variables=options.variables)
    made.options = options.model_dump(mode="json", exclude={"variables"}, exclude_none=True)
    made.id = id or made.id
    session.add(made)
    session.flush()
    return made


def _written(session: Session, job: Context, payload: Wish) -> Generation:
    mine = col(Generation.id) == payload.id if payload.id else col(Generation.job_id) == job.id
    made = session.scalars(select(Generation).where(mine)).first()
    if made is None:
        kept = prompts.named(session, payload.prompt or "")
        source = kept.template if kept else payload.prompt
        if not source:
            raise Invalid("A text needs a prompt: a name or a template.", fields={"prompt": "missing"})
        made = _new(session, kept, source, payload.options, payload.id)
        made.member_id = job.member_id
    made.job_id, made.state, made.error_message = job.id, Made.ASKED.value, None
    session.flush()
    return made


def _wanted(session: Session, made: Generation) -> tuple[Wanted, Access]:
    options = Options.model_validate(made.options)
    kept = prompts.load(session, made.prompt_id) if made.prompt_id else None
    provider, model = route(options, kept.model if kept else None)
    way = access(session, provider)
    variables: Mapping[str, Any] = made.input_variables
    text = templates.render(made.source, variables)
    temperature = options.temperature if options.temperature is not None else kept.temperature if kept else 0.7
    tokens = options.max_tokens or (kept.max_tokens if kept else 500)
    return Wanted(text, model or way.model, temperature, tokens), way


def _most(wanted: Wanted, way: Access) -> Decimal:
    """What the answer may cost at most, in US dollars."""
    return way.cost(wanted.model, estimated(wanted.text), wanted.max_tokens)


def _keep(job: Context, generation_id: UUID, way: Access, reply: Reply) -> dict[str, Any]:
    session = job.session
    made = _load(session, generation_id)
    used = reply.tokens_in + reply.tokens_out
    cost = way.cost(reply.model, reply.tokens_in, reply.tokens_out).quantize(Decimal("0.000001"))
    budgets.settle(session, _key(made), cost, used)
    made.state, made.generated_content, made.model = Made.MADE.value, reply.content, reply.model
    made.tokens_used, made.cost_usd = used, cost
    made.suggestions = suggestions(reply.content, made.input_variables, cut=reply.cut)
    session.flush()
    record(session, "content.generated", made, provider=way.provider.name, tokens=used)
    job.log(f"{way.provider.title} answered with {len(reply.content):,} characters, {used:,} tokens, {cost} $")
    return {"generationId": str(made.id), "tokensUsed": used, "cost": str(cost), "suggestions": made.suggestions}

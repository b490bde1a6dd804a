"""Trying a provider: a real question, the least that can be asked."""

from typing import Annotated

from pydantic import Field

from app.ai import generate
from app.ai.registry import TASKS, provider
from app.ai.rows import GenerationRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session

QUESTION = "Answer with the one word: ready"
# Models that think before they answer need room for it.
MOST_TOKENS = 500


@action("ai_provider.test", permission=Permission.INTEGRATIONS_WRITE, effect=Effect.EXTERNAL, title="Test AI provider")
def test(session: Session, actor: Actor, provider_name: Annotated[str, Field(max_length=60)]) -> GenerationRow:
    """Ask a provider for one word, in the background; `content.get` tells what it answered.

    Raises Invalid where it is not set up, Refused where the budget is used up.
    """
    known = provider(provider_name)
    task = next(task for task, name in TASKS.items() if name == known.name)
    return generate.generate.fn(session, actor, custom_prompt=QUESTION, task=task, max_tokens=MOST_TOKENS)

"""The address of its own that a workflow with a webhook trigger gets when it is first published."""

from sqlalchemy import select
from sqlmodel import col

from app.automation.models import Workflow
from app.core.access import Permission
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.integrations import sources
from app.integrations.models import Verify, WebhookSource


def give(session: Session, actor: Actor, row: Workflow) -> None:
    """See to it that the draft names a source of webhooks: the one it names, or a fresh one whose address is the key.

    `webhookUrl` becomes the address of the fresh one, whatever was given. Raises Invalid for a source that does not
    exist, and for somebody who may not add one.
    """
    config = dict(row.trigger_config)
    named = config.get("source")
    if named:
        if session.scalar(select(col(WebhookSource.id)).where(col(WebhookSource.slug) == named)) is None:
            raise Invalid(
                f"There is no webhook source called {str(named)[:60]!r}.", fields={"triggerConfig.source": "unknown"}
            )
        return
    if not actor.may(Permission.INTEGRATIONS_WRITE):
        told = "choose one; to make a new one needs the permission integrations:write"
        raise Invalid("Choose the webhook source that starts this workflow.", fields={"triggerConfig.source": told})
    slug = f"workflow_{row.id.hex[-12:]}"
    made = sources.create(session, actor, name=row.name[:100], slug=slug, verify=Verify.NONE)
    row.trigger_config = {**config, "webhookUrl": made.url, "source": slug}

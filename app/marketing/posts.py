"""Posts to social media: the action that asks for one, and the job that carries it out, once."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from sqlalchemy import select
from sqlmodel import col

from app.core import effects, secrets, times
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.effects import EffectState, on_settled
from app.core.errors import NotFound
from app.core.events import record, touch
from app.core.queue import Context, Payload, enqueue, kind
from app.marketing import connectors
from app.marketing.connectors import Platform
from app.marketing.models import PostState, SocialPost
from app.marketing.rows import PostRow, post_row
from app.marketing.ways import find_way

READ, WRITE = Permission.CONTENT_READ, Permission.CONTENT_WRITE
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)]
Media = Annotated[list[Link], Field(max_length=10)]
SOCIAL = "social"
AFTER = {
    EffectState.SENT: PostState.POSTED,
    EffectState.REFUSED: PostState.FAILED,
    EffectState.FAILED: PostState.FAILED,
    EffectState.UNKNOWN: PostState.UNKNOWN,
}


class Wish(Payload):
    """A post that is written down already, or what to post where."""

    post_id: UUID | None = None
    platform: Platform | None = None
    text: Words | None = None
    link: Link | None = None
    media: Media = Field(default_factory=list[str])

    @model_validator(mode="after")
    def _whole(self) -> "Wish":
        if self.post_id is None and not (self.platform and self.text):
            raise ValueError("a post needs `platform` and `text`")
        return self


def failed(session: Session, job: Context, reason: str) -> None:
    """Show at the post that it did not get as far as the platform."""
    found = session.scalars(select(SocialPost).where(col(SocialPost.job_id) == job.id)).first()
    if found and found.state == PostState.WAITING:
        found.state, found.error_message = PostState.FAILED.value, reason
        touch(session, "social_post")


@kind(
    "social.post",
    title="Post to social media",
    payload=Wish,
    attempts=3,
    delay=60,
    time_limit=90,
    permission=WRITE,
    failed=failed,
)
def social_post(job: Context, payload: Wish) -> dict[str, Any]:
    """Carry a post to its platform; it never goes out twice, and where nobody can know, a person decides."""
    with job.open() as session:
        post = _written(session, job, payload)
        connector = connectors.wanted(session, post.platform)
        request = {"platform": post.platform, "text": post.text, "link": post.link, "media": post.media}
        effect = effects.intend(
            session, key=f"social:{post.id}", kind=SOCIAL, target=post.platform, request=request, job_id=job.id
        )
        post.effect_id = effect.id
        session.flush()
    way = find_way(connector.kind)
    secret = secrets.reveal(connector.secret) if connector.secret else None
    job.link("social_post", post.id)
    job.log(f"Posting {len(post.text)} characters to {post.platform} through {way.title}")

    def call() -> dict[str, Any]:
        carried = way.carry(connector.settings, secret, post, str(post.id))
        return {"id": carried.outside_id, "url": carried.outside_url}

    answer = effects.carry_out(job, effect.id, call, repeatable=way.repeatable(connector.settings))
    job.log(f"{post.platform} took it as {answer.get('id') or 'its own'}")
    return {"postId": str(post.id), **answer}


@on_settled
def settled(session: Session, effect: effects.Effect) -> None:
    """Show at the post how its sending ended."""
    if effect.kind != SOCIAL:
        return
    post = session.scalars(select(SocialPost).where(col(SocialPost.effect_id) == effect.id)).first()
    state = AFTER.get(EffectState(effect.state))
    if post is None or state is None:
        return
    answer = effect.answer or {}
    post.state, post.error_message = state.value, effect.error_message if state is not PostState.POSTED else None
    if state is PostState.POSTED:
        post.posted_at = times.utc_now()
        post.outside_id, post.outside_url = answer.get("id"), answer.get("url")
    record(session, f"social_post.{state.value}", post, platform=post.platform)


@action("social.post", permission=WRITE, effect=Effect.EXTERNAL, title="Post to social media")
def post(
    session: Session,
    actor: Actor,
    platform: Platform,
    text: Words,
    link: Link | None = None,
    media: Media | None = None,
) -> PostRow:
    """Post to a platform in the background, once; `media` are addresses of pictures.

    Raises Invalid where no connector to the platform is set up.
    """
    connectors.wanted(session, platform)
    made = SocialPost(platform=platform, text=text, link=link, media=media or [], member_id=actor.member_id)
    session.add(made)
    session.flush()
    made.job_id = enqueue(session, social_post, {"post_id": made.id}).id
    session.flush()
    record(session, "social_post.created", made, platform=platform)
    return post_row(made)


@action("social.list", permission=READ, effect=Effect.READ, title="List posts")
def list_(session: Session, actor: Actor) -> list[PostRow]:
    """The last 200 posts, newest first."""
    return [post_row(one) for one in session.scalars(select(SocialPost).order_by(col(SocialPost.id).desc()).limit(200))]


def _written(session: Session, job: Context, payload: Wish) -> SocialPost:
    mine = col(SocialPost.id) == payload.post_id if payload.post_id else col(SocialPost.job_id) == job.id
    found = session.scalars(select(SocialPost).where(mine)).first()
    if found is None and payload.post_id:
        raise NotFound("This post has been removed.")
    if found is None:
        found = SocialPost(
            platform=payload.platform or "", text=payload.text or "", link=payload.link, media=payload.media
        )
        found.member_id = job.member_id
    found.job_id = job.id
    session.add(found)
    session.flush()
    touch(session, "social_post")
    return found

"""The connector to whatever takes JSON: an automation of the company's own, a bridge, a chat."""

from collections.abc import Mapping
from typing import Any, cast

from app.core.errors import Invalid, Unavailable
from app.core.http import check_url, fetch
from app.marketing.models import SocialPost
from app.marketing.ways import Carried, way

PATIENCE = 30.0
# The secret or the address is wrong, not the post.
SETTINGS_REFUSED = {401, 403, 404, 410}
KNOWN = {"url", "dedupes"}


def check(settings: Mapping[str, Any]) -> None:
    """Raise Invalid for settings other than `url` and `dedupes` (the receiver knows posts by Idempotency-Key)."""
    if unknown := set(settings) - KNOWN:
        raise Invalid("A webhook knows the settings url and dedupes.", fields={min(unknown): "unknown"})
    check_url(str(settings.get("url", "")))


def dedupes(settings: Mapping[str, Any]) -> bool:
    """Whether the receiver takes two posts with the same key for one."""
    return settings.get("dedupes") is True


@way("webhook", title="Webhook (JSON)", check=check, repeatable=dedupes)
def carry(settings: Mapping[str, Any], secret: str | None, post: SocialPost, key: str) -> Carried:
    """Post {platform, text, link, media} as JSON; the secret goes along as a bearer token."""
    headers = {"Idempotency-Key": key, **({"Authorization": f"Bearer {secret}"} if secret else {})}
    body = {"platform": post.platform, "text": post.text, "link": post.link, "media": post.media}
    answer = fetch(
        "POST", str(settings["url"]), headers=headers, json=body, timeout=PATIENCE, limit=100_000, redirects=0, cut=True
    )
    if answer.status == 429 or answer.status >= 500:
        raise Unavailable(f"{post.platform} answered {answer.status}: {answer.text[:200]}")
    if not answer.ok:
        said = f"{post.platform} refused the post ({answer.status}): {answer.text[:200]}"
        raise Invalid(said, setting="connectors" if answer.status in SETTINGS_REFUSED else None)
    return _told(answer.body, answer.json) if answer.body else Carried()


def _told(body: bytes, read: Any) -> Carried:
    try:
        said: Any = read()
    except Invalid:
        return Carried()
    held = cast(dict[str, Any], said) if isinstance(said, dict) else {}
    return Carried(_text(held.get("id")), _text(held.get("url")))


def _text(value: Any) -> str | None:
    return str(value)[:500] if isinstance(value, str | int) else None

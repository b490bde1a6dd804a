"""Whether a call comes from whom it says."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence

from standardwebhooks import Webhook, WebhookVerificationError
from standardwebhooks.webhooks import EmptyWebhookSecretError

from app.integrations.models import Verify, WebhookSource

# The forerunner of Standard Webhooks uses other names for the same headers.
SVIX = {"svix-id": "webhook-id", "svix-timestamp": "webhook-timestamp", "svix-signature": "webhook-signature"}
HASHES = {"sha256": hashlib.sha256, "sha1": hashlib.sha1, "sha512": hashlib.sha512}


def refusal(source: WebhookSource, secrets: Sequence[str], headers: Mapping[str, str], body: bytes) -> str | None:
    """Why this call is not believed, None where it is; header names are in lower case."""
    if source.verify == Verify.NONE:
        return None
    if source.verify == Verify.STANDARD:
        return _standard(secrets, headers, body)
    given = headers.get(source.header.lower(), "").strip()
    if not given:
        return f"The header {source.header} is missing."
    if source.verify == Verify.TOKEN:
        token = given.removeprefix("Bearer ").encode()
        fits = any([hmac.compare_digest(token, secret.encode()) for secret in secrets])
        return None if fits else f"The token in {source.header} is not ours."
    fits = any([_signed(source, secret, given, body) for secret in secrets])
    return None if fits else f"The signature in {source.header} does not fit the body."


def _standard(secrets: Sequence[str], headers: Mapping[str, str], body: bytes) -> str | None:
    named = {SVIX.get(name, name): text for name, text in headers.items()}
    reason = "No secret is set."
    for secret in secrets:
        try:
            Webhook(secret).verify(body, named, json_parse=False)
        except (WebhookVerificationError, EmptyWebhookSecretError, ValueError, RuntimeError) as error:
            reason = f"The signature does not hold ({error})."[:200]
        else:
            return None
    return reason


def _signed(source: WebhookSource, secret: str, given: str, body: bytes) -> bool:
    made = hmac.new(secret.encode(), body, HASHES.get(source.algorithm, hashlib.sha256)).digest()
    # "sha256=…" and "t=…,v1=…" both put the signature after a sign of equality, some senders several of them.
    texts = [part.strip() for part in given.split(",")]
    texts += [part.partition("=")[2] for part in texts]
    return any([hmac.compare_digest(made, _bytes(text, source.encoding)) for text in texts])


def _bytes(text: str, encoding: str) -> bytes:
    try:
        return bytes.fromhex(text) if encoding == "hex" else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""

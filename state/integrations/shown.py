"""Webhooks as pages show them."""

import json
from typing import Any

from app.integrations.rows import AttemptRow, DeliveryRow, EndpointRow, ReceiptRow, SourceRow


def _at(moment: Any) -> str:
    return moment.isoformat() if moment else ""


def shown_endpoint(one: EndpointRow) -> dict[str, Any]:
    """An endpoint; `state` is off, failing, fine or new."""
    state = "off" if not one.active else "failing" if one.failing_since else "fine" if one.delivered_at else "new"
    return {
        "id": str(one.id),
        "name": one.name,
        "url": one.url,
        "events": ", ".join(one.events),
        "state": state,
        "reason": one.disabled_reason or one.last_error or "",
        "failing_since": _at(one.failing_since),
        "delivered_at": _at(one.delivered_at),
        "waiting": one.waiting,
        "failed": one.failed,
        "plain": one.url.startswith("http:"),
        "version": one.version,
    }


def shown_delivery(one: DeliveryRow) -> dict[str, Any]:
    """A line of an endpoint's log."""
    return {
        "id": str(one.id),
        "event": one.event_name,
        "state": one.state,
        "tries": one.tries,
        "status": str(one.status or ""),
        "reason": one.error_message or "",
        "at": _at(one.created_at),
        "next_at": _at(one.next_at),
        "message": one.message_id,
        "job": str(one.job_id or ""),
    }


def shown_attempt(one: AttemptRow) -> dict[str, Any]:
    """One call of a delivery."""
    return {
        "id": str(one.id),
        "at": _at(one.created_at),
        "status": str(one.status or ""),
        "took": one.milliseconds,
        "good": one.status is not None and one.status < 300,
        "reason": one.error_message or "",
        "sent": _headers(one.request_headers),
        "got": _headers(one.response_headers),
        "response": one.response,
    }


def shown_source(one: SourceRow) -> dict[str, Any]:
    """A source."""
    names = ("name", "slug", "url", "active", "verify", "header", "algorithm", "encoding", "id_header", "event_name")
    shown = {name: getattr(one, name) for name in names}
    counts = {"received": one.received, "refused": one.refused, "version": one.version}
    return {"id": str(one.id), "last_at": _at(one.last_at), **shown, **counts}


def shown_receipt(one: ReceiptRow) -> dict[str, Any]:
    """One call of a source."""
    return {
        "id": str(one.id),
        "at": _at(one.created_at),
        "accepted": one.accepted,
        "reason": one.reason or "",
        "key": one.delivery_key or "",
        "repeats": one.repeats,
        "size": one.size,
        "headers": _headers(one.headers),
        "payload": pretty(one.payload),
    }


def pretty(value: Any) -> str:
    """JSON, or text that holds JSON, set out for reading; other text as it is."""
    try:
        return json.dumps(json.loads(value) if isinstance(value, str) else value, indent=2, ensure_ascii=False)
    except ValueError:
        return str(value)


def _headers(headers: dict[str, str]) -> str:
    return "\n".join(f"{name}: {text}" for name, text in sorted(headers.items()))

"""Checks of Redis, mail and the web process."""

import smtplib
from typing import Any, cast

from redis import Redis, RedisError

from app.core.embedded import StartError, servers
from app.core.settings import Settings, settings
from app.serve.doctor.finding import Finding, bad, good

LEAST_REDIS = (6, 2)
PATIENCE = 5


def redis_finding() -> Finding:
    """Check that Redis answers and is new enough."""
    try:
        with (
            servers(with_redis=True) as known,
            Redis.from_url(known.redis_url or "", socket_timeout=PATIENCE) as session,
        ):
            version = str(cast(dict[str, Any], session.info("server"))["redis_version"])
    except (StartError, RedisError, OSError) as error:
        return bad("redis", f"does not answer: {error}", "start it, or unset REDIS_URL to use the embedded one")
    if tuple(int(part) for part in version.split(".")[:2]) < LEAST_REDIS:
        return bad("redis", f"version {version}", "6.2 or newer is needed; or unset REDIS_URL to use the embedded one")
    return good("redis", f"version {version}")


def smtp_finding() -> Finding:
    """Check that the mail server answers and lets us in."""
    known = settings()
    if not known.smtp_host:
        return good("mail", "no mail server set; mails are shown on the outbox page", "set SMTP_HOST to send them")
    try:
        with _connected(known) as session:
            if known.smtp_user and known.smtp_password:
                session.login(known.smtp_user, known.smtp_password.get_secret_value())
    except (OSError, smtplib.SMTPException) as error:
        return bad("mail", f"{known.smtp_host}:{known.smtp_port} refuses: {error}", "check the SMTP_… settings")
    return good("mail", f"{known.smtp_host}:{known.smtp_port} answers")


def sockets_finding() -> Finding:
    """Say what more than one web process would need."""
    return good("web", "one web process, page state in its memory; more need a shared state and sticky sockets")


def _connected(known: Settings) -> smtplib.SMTP:
    host = known.smtp_host or ""
    if known.smtp_tls == "tls":
        return smtplib.SMTP_SSL(host, known.smtp_port, timeout=PATIENCE)
    session = smtplib.SMTP(host, known.smtp_port, timeout=PATIENCE)
    if known.smtp_tls == "starttls":
        session.starttls()
    return session

"""Handing one mail to the configured server."""

import smtplib
import ssl
from contextlib import closing, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any

from app.core.errors import Invalid, Unavailable, Uncertain
from app.core.mail.logo import CID, bytes_of
from app.core.mail.models import Mail
from app.core.settings import Settings, settings

PATIENCE = 20.0


class Server(smtplib.SMTP):
    """A connection that tells, when it breaks, whether the mail may have been taken already."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the mail itself; raises Uncertain where the connection breaks before the answer."""
        try:
            return super().data(msg)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise Uncertain(f"The mail server broke off after the mail was handed over ({error}).") from error


class SafeServer(Server, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def configured() -> bool:
    """Whether a mail server is set."""
    return bool(settings().smtp_host)


def deliver(mail: Mail) -> None:
    """Hand the mail over.

    Raises Invalid where the server refuses it for good, Unavailable where it may take it later, Uncertain where it may
    have taken it.
    """
    known = settings()
    try:
        with closing(_connect(known)) as server:
            if known.smtp_user and known.smtp_password:
                server.login(known.smtp_user, known.smtp_password.get_secret_value())
            server.send_message(message(mail, known.smtp_from))
            # How the server takes leave says nothing of the mail, which it has taken.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
    except Uncertain:
        raise
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _refusal(code, said) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable(f"The mail server does not answer ({error}).") from error


def message(mail: Mail, sender: str) -> EmailMessage:
    """The mail in its form for the wire, plain text first, the logo beside the HTML."""
    letter = EmailMessage()
    letter["From"] = Address("Steward", addr_spec=sender)
    letter["To"] = mail.to
    letter["Subject"] = mail.subject
    letter["Date"] = formatdate(mail.created_at.timestamp())
    letter["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(mail.text)
    letter.add_alternative(mail.html, subtype="html")
    picture = bytes_of(mail.tenant_id, mail.logo_id) if mail.tenant_id and mail.logo_id else None
    if picture:
        beside: Any = letter.get_payload(1)
        beside.add_related(picture, "image", "png", cid=f"<{CID}>", disposition="inline", filename="logo.png")
    return letter


def _connect(known: Settings) -> smtplib.SMTP:
    host, port = known.smtp_host or "", known.smtp_port
    if known.smtp_tls == "tls":
        return SafeServer(host, port, timeout=PATIENCE, context=ssl.create_default_context())
    server = Server(host, port, timeout=PATIENCE)
    if known.smtp_tls == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def _refusal(code: int, said: bytes | str) -> Invalid | Unavailable:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    text = f"The mail server refused the mail ({code} {words[:300]})."
    return Invalid(text) if code >= 500 else Unavailable(text)

"""Handing one mail to the configured server."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate

from app.core.errors import Invalid, Unavailable
from app.core.mail.models import Mail
from app.core.settings import Settings, settings

PATIENCE = 20.0


def configured() -> bool:
    """Whether a mail server is set."""
    return bool(settings().smtp_host)


def deliver(mail: Mail) -> None:
    """Hand the mail over; raises Invalid where the server refuses it for good, Unavailable where it may take it later.

    The Message-ID is that of the mail, so that a mail sent twice after a crash is one to most mailboxes.
    """
    known = settings()
    try:
        with _connect(known) as server:
            if known.smtp_user and known.smtp_password:
                server.login(known.smtp_user, known.smtp_password.get_secret_value())
            server.send_message(message(mail, known.smtp_from))
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _refusal(code, said) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable(f"The mail server does not answer ({error}).") from error


def message(mail: Mail, sender: str) -> EmailMessage:
    """The mail in its form for the wire, plain text first."""
    letter = EmailMessage()
    letter["From"] = Address("Steward", addr_spec=sender)
    letter["To"] = mail.to
    letter["Subject"] = mail.subject
    letter["Date"] = formatdate(mail.created_at.timestamp())
    letter["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(mail.text)
    letter.add_alternative(mail.html, subtype="html")
    return letter


def _connect(known: Settings) -> smtplib.SMTP:
    host, port = known.smtp_host or "", known.smtp_port
    if known.smtp_tls == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=PATIENCE)
    if known.smtp_tls == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def _refusal(code: int, said: bytes | str) -> Invalid | Unavailable:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    text = f"The mail server refused the mail ({code} {words[:300]})."
    return Invalid(text) if code >= 500 else Unavailable(text)

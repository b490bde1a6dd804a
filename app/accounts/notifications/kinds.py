"""Kinds of notifications, and how people hear of each unless they choose otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.accounts.notifications.models import EmailWhen
from app.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """One kind, what people read of it on their settings page, and its defaults."""

    name: str
    title: str
    meaning: str
    in_app: bool = True
    email: EmailWhen = EmailWhen.NEVER


_kinds: dict[str, NotificationKind] = {}


def notification_kind(
    name: str, title: str, meaning: str, *, in_app: bool = True, email: EmailWhen = EmailWhen.NEVER
) -> NotificationKind:
    """Register a kind of notification ("lead.assigned")."""
    if name in _kinds:
        raise ValueError(f"Two kinds of notifications are called {name}.")
    _kinds[name] = NotificationKind(name, title, meaning, in_app, email)
    return _kinds[name]


def find(name: str) -> NotificationKind:
    """The kind of that name; raises Invalid."""
    if name not in _kinds:
        raise Invalid(f"There is no kind of notification called {name[:80]!r}.", fields={"kind": "unknown"})
    return _kinds[name]


def registered() -> Iterator[NotificationKind]:
    """All kinds, in the order of their registration."""
    return iter(list(_kinds.values()))


notification_kind("lead.assigned", "New lead for me", "A lead becomes yours.", email=EmailWhen.NOW)
notification_kind("deal.assigned", "New deal for me", "A deal becomes yours.")
notification_kind("deal.won", "Deal won", "One of your deals is won.", email=EmailWhen.DIGEST)
notification_kind("task.assigned", "New task for me", "A task becomes yours.")
notification_kind("task.due", "Task due", "One of your tasks is due today or overdue.", email=EmailWhen.DIGEST)
notification_kind("mention", "Mentions", "Somebody names you in a note.", email=EmailWhen.NOW)
notification_kind("import.finished", "Import done", "An import that you started is done.")
notification_kind("export.ready", "Export ready", "A file that you asked for is ready.")
notification_kind("job.failed", "Job failed", "A job that you started has failed.", email=EmailWhen.NOW)
notification_kind("operation.undone", "Undone", "Somebody took back what you did.")
notification_kind("undo.finished", "Undo done", "A long undo that you asked for is done.")
notification_kind("member.joined", "New colleague", "Somebody accepts your invitation.")
notification_kind("approval.wanted", "Approval wanted", "Something waits for your yes or no.", email=EmailWhen.NOW)
notification_kind("alert", "Alerts", "A figure has left its bounds.", email=EmailWhen.NOW)

"""The notification centre: one bell for all that concerns a person, in the app and by mail."""

from app.accounts.notifications.kinds import NotificationKind, notification_kind
from app.accounts.notifications.models import EmailWhen, Notification, NotificationHours, Preference
from app.accounts.notifications.notify import notify

__all__ = [
    "EmailWhen",
    "Notification",
    "NotificationHours",
    "NotificationKind",
    "Preference",
    "notification_kind",
    "notify",
]

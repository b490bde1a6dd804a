"""How the records of accounts are called in the history, and who may read it."""

from app.core.access import Permission
from app.core.history.subjects import register

register("member", "Person", Permission.PEOPLE_READ, route="/settings/people?person={id}", noun="member", hint="email")
register("picture", "Picture", Permission.PEOPLE_READ)
register("role", "Role", Permission.PEOPLE_READ, route="/settings/roles", noun="role")

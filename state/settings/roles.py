"""Roles and what they allow."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import roles as rights
from app.accounts.rows import RoleRow
from app.core.access import GRANTABLE
from app.core.actions import Action
from state import here, live
from state.base import Page, calls

NEW: dict[str, Any] = {"id": "", "name": "", "reach": "all", "builtin": False, "version": 0}
NOUNS = sorted({permission.partition(":")[0] for permission in GRANTABLE})
VERBS = ("read", "write", "undo")


class RolesState(Page, rx.State):
    """All roles, and the rights of the one that is open."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (rights.list_roles,)

    roles: list[dict[str, Any]] = []
    opened: bool = False
    role: dict[str, Any] = NEW
    matrix: list[dict[str, Any]] = []

    @calls()
    async def load(self) -> None:
        """Read the roles."""
        live.watch(RolesState.refresh, "role", "member")
        self.opened = False
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again."""
        await self._fill()

    async def _fill(self) -> None:
        self.roles = [_role(role) for role in await self._read(rights.list_roles)]

    @calls()
    async def show(self, role_id: str) -> None:
        """Open a role."""
        found = next((role for role in self.roles if role["id"] == role_id), None)
        if found:
            self._open(found)

    @calls()
    async def add(self) -> None:
        """Start a role with nothing in it."""
        self._open({**NEW, "permissions": []})

    @calls()
    async def copy(self) -> None:
        """Start a role with the rights of the open one, as far as one holds them oneself."""
        mine = [name for name in self.role["permissions"] if name in here.actor().permissions]
        self._open({**NEW, "reach": self.role["reach"], "permissions": mine})

    def _open(self, role: dict[str, Any]) -> None:
        self.role, self.opened, self.errors = role, True, {}
        held = set(role["permissions"])
        self.matrix = [_line(noun, held, fixed=role["builtin"]) for noun in NOUNS]

    @calls()
    async def close(self) -> None:
        """Put the role away."""
        self.opened = False

    @calls()
    async def give(self, permission: str, on: bool) -> None:
        """Tick a right, or no longer; whoever may write may read too."""
        held = set(self.role["permissions"])
        noun, _, verb = permission.partition(":")
        held = held | {permission} if on else held - {permission}
        if on and verb != "read" and f"{noun}:read" in GRANTABLE:
            held |= {f"{noun}:read"}
        if not on and verb == "read":
            held -= {f"{noun}:{other}" for other in VERBS}
        self.role = {**self.role, "permissions": sorted(name for name in held if name in GRANTABLE)}
        self.matrix = [_line(one, held) for one in NOUNS]

    @calls(rights.create, rights.update)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep the role; whoever holds it has its rights at their next click."""
        given: dict[str, Any] = {
            "name": str(form.get("name", "")),
            "reach": "own" if form.get("reach") == "own" else "all",
            "permissions": self.role["permissions"],
        }
        if self.role["id"]:
            done = await self._run(rights.update, given, id=self.role["id"], version=self.role["version"])
        else:
            done = await self._run(rights.create, given)
        self.opened = False
        await self._fill()
        return self._told("“{name}” is saved.", done, name=done.value.name)

    @calls(rights.delete)
    async def delete(self) -> EventSpec:
        """Delete a role that nobody holds."""
        done = await self._run(rights.delete, id=self.role["id"])
        self.opened = False
        await self._fill()
        return self._told("“{name}” is deleted.", done, name=self.role["name"])


def _role(role: RoleRow) -> dict[str, Any]:
    return {
        "id": str(role.id),
        "key": role.key,
        "name": role.name,
        "reach": role.reach.value,
        "builtin": role.builtin,
        "members": role.members,
        "version": role.version,
        "permissions": [permission.value for permission in role.permissions],
        "every": set(role.permissions) >= GRANTABLE,
        "writes": sum(permission.endswith(":write") for permission in role.permissions),
    }


def _line(noun: str, held: set[str], *, fixed: bool = False) -> dict[str, Any]:
    mine = here.actor().permissions
    cells = []
    for verb in VERBS:
        name = f"{noun}:{verb}"
        known = name in GRANTABLE
        may = known and name in mine and not fixed
        cells.append({"name": name, "verb": verb, "known": known, "on": name in held, "may": may})
    return {"noun": noun.capitalize(), "cells": cells}

"""How leads are scored, and who gets them."""

import asyncio
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import checklist, tenants
from app.core import mail
from app.core.actions import Action
from app.core.settings import settings
from app.crm import lead_rules, lead_scores
from app.crm.candidates import STRATEGIES
from app.crm.scoring import KINDS
from state import live
from state.base import Page, calls
from state.settings.conditions import FIELDS, condition_of, line, rows_of, said

NEW: dict[str, Any] = {"id": "", "name": "", "kind": "fit", "points": "10", "version": 0}


class ScoringState(Page, rx.State):
    """The score rules by kind, the order of the strategies, the public form, and the form of one rule."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        lead_rules.list_,
        lead_rules.policy,
        tenants.get,
        checklist.get,
        checklist.see,
    )

    groups: dict[str, list[dict[str, Any]]] = {}
    strategies: list[dict[str, Any]] = []
    automatic: bool = True
    form_link: str = ""
    mails: bool = True
    fields: list[dict[str, Any]] = []
    editing: bool = False
    rule: dict[str, Any] = NEW
    tests: list[dict[str, Any]] = []
    joined: str = "and"
    busy: bool = False

    @calls()
    async def load(self) -> None:
        """Read the rules, and note that they were looked at."""
        live.watch(ScoringState.refresh, "score_rule", "assignment_policy")
        await self._seen()
        self.fields, self.mails, self.editing = FIELDS, mail.configured(), False
        await self._fill()
        self.loading = False

    async def _seen(self) -> None:
        first = (await self._read(checklist.get)).steps
        if any(step.key == "scoring" and not step.done for step in first):
            await self._run(checklist.see, key="scoring")

    @calls()
    async def refresh(self) -> None:
        """Read the rules again."""
        await self._fill()

    async def _fill(self) -> None:
        rules, policy, tenant = await asyncio.gather(
            self._read(lead_rules.list_), self._read(lead_rules.policy), self._read(tenants.get)
        )
        self.groups = {kind: [_rule(rule) for rule in rules if rule.kind == kind] for kind in KINDS}
        asked = [*policy.strategies, *(name for name in STRATEGIES if name not in policy.strategies)]
        last = len(policy.strategies) - 1
        self.strategies = [
            {"key": name, "on": name in policy.strategies, "first": at == 0, "last": at >= last}
            for at, name in enumerate(asked)
        ]
        self.automatic = policy.automatic
        self.form_link = f"{settings().public_url}/f/{tenant.slug}"

    @calls()
    async def add(self, kind: str) -> None:
        """Show the form of a new rule of this kind."""
        self.rule, self.editing, self.errors = {**NEW, "kind": kind if kind in KINDS else "fit"}, True, {}
        self.tests, self.joined = rows_of(None)

    @calls()
    async def edit(self, rule_id: str) -> None:
        """Show the form of a rule."""
        found = next((rule for group in self.groups.values() for rule in group if rule["id"] == rule_id), None)
        if found:
            self.rule, self.editing, self.errors = found, True, {}
            self.tests, self.joined = rows_of(found["condition"])

    @calls()
    async def close(self) -> None:
        """Put the form away."""
        self.editing = False

    @calls()
    async def add_test(self) -> None:
        """One more test in the condition."""
        number = 1 + max((int(test["n"]) for test in self.tests), default=0)
        self.tests = [*self.tests, line(number, "source", "equals", "")][:20]

    @calls()
    async def drop_test(self, number: str) -> None:
        """Take a test out of the condition."""
        self.tests = [test for test in self.tests if test["n"] != number]

    @calls()
    async def set_field(self, number: str, field: str) -> None:
        """Test another field; it starts with its first comparison."""
        first = next((one["operators"][0]["value"] for one in FIELDS if one["value"] == field), "equals")
        self._set(number, field=field, operator=first, value="")

    @calls()
    async def set_operator(self, number: str, operator: str) -> None:
        """Compare in another way."""
        self._set(number, operator=operator)

    @calls()
    async def set_value(self, number: str, value: str) -> None:
        """Compare with another value."""
        self._set(number, value=value[:500])

    def _set(self, number: str, **parts: str) -> None:
        def changed(test: dict[str, Any]) -> dict[str, Any]:
            now = {name: str(test[name]) for name in ("field", "operator", "value")}
            return line(int(number), **{**now, **parts})

        self.tests = [changed(test) if test["n"] == number else test for test in self.tests]

    @calls()
    async def join(self, how: str) -> None:
        """Whether all tests have to hold, or one."""
        self.joined = "or" if how == "or" else "and"

    @calls(lead_rules.create, lead_rules.update)
    async def save(self, form: dict[str, Any]) -> EventSpec:
        """Keep the rule; leads that are here keep their score until they are scored again."""
        given = {name: str(form.get(name, "")) for name in ("name", "kind", "points")}
        kept = self.rule.get("condition")
        same = kept is not None and rows_of(kept) == (self.tests, self.joined)
        condition = kept if same else condition_of(self.tests, self.joined)
        if self.rule["id"]:
            more = {"id": self.rule["id"], "version": self.rule["version"]}
            done = await self._run(lead_rules.update, {**given, **more}, condition=condition)
        else:
            done = await self._run(lead_rules.create, given, condition=condition)
        self.editing = False
        await self._fill()
        return self._told("“{name}” is saved. Score all leads again to apply it to them.", done, name=done.value.name)

    @calls(lead_rules.update)
    async def switch(self, rule_id: str, on: bool) -> EventSpec:
        """Let a rule count, or not."""
        done = await self._run(lead_rules.update, id=rule_id, active=on)
        await self._fill()
        return self._told("“{name}” counts." if on else "“{name}” no longer counts.", done, name=done.value.name)

    @calls(lead_rules.delete)
    async def delete(self) -> EventSpec:
        """Delete the rule of the form."""
        done = await self._run(lead_rules.delete, id=self.rule["id"])
        self.editing = False
        await self._fill()
        return self._told("“{name}” is deleted.", done, name=self.rule["name"])

    @calls(lead_scores.rescore)
    async def rescore(self) -> Any:
        """Score all leads by the rules as they stand."""
        self.busy = True
        yield
        try:
            done = await self._run(lead_scores.rescore)
        finally:
            self.busy = False
        yield self._told("{count} leads have another score now.", done, count=done.value.changed)

    @calls(lead_rules.change_policy)
    async def set_automatic(self, on: bool) -> EventSpec:
        """Whether new leads find their owner by themselves."""
        done = await self._run(lead_rules.change_policy, automatic=on)
        await self._fill()
        return self._told("New leads find their owner." if on else "New leads wait in the queue.", done)

    @calls(lead_rules.change_policy)
    async def use(self, strategy: str, on: bool) -> EventSpec:
        """Ask a strategy, or no longer."""
        now = [one["key"] for one in self.strategies if one["on"] and one["key"] != strategy]
        return await self._ask([*now, strategy] if on else now)

    @calls(lead_rules.change_policy)
    async def move(self, strategy: str) -> EventSpec:
        """Ask a strategy one place earlier."""
        now = [one["key"] for one in self.strategies if one["on"]]
        at = now.index(strategy) if strategy in now else 0
        if at:
            now[at - 1], now[at] = now[at], now[at - 1]
        return await self._ask(now)

    async def _ask(self, strategies: list[str]) -> EventSpec:
        done = await self._run(lead_rules.change_policy, strategies=strategies)
        await self._fill()
        return self._told("Assignment changed.", done)


def _rule(rule: lead_rules.RuleRow) -> dict[str, Any]:
    return {
        "id": str(rule.id),
        "version": rule.version,
        "name": rule.name,
        "kind": rule.kind,
        "points": str(rule.points),
        "gives": f"{rule.points:+d}".replace("-", "−"),
        "minus": rule.points < 0,
        "active": rule.active,
        "said": said(rule.condition),
        "condition": rule.condition,
    }

"""One job."""

import json
import re
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.automation import run_jobs
from app.core.access import Permission
from app.core.actions import Action
from app.core.history.subjects import subject_of, title_of
from app.core.queue import actions as queue
from app.core.queue import why
from app.core.queue.details import JobDetails, JobLink
from state import here, live
from state.base import Page, calls
from state.jobs.shown import said, shown
from state.toasts import toast

HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
WAITS = ("pending", "retrying")


class JobState(Page, rx.State):
    """The job that the address names."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (queue.get, why.why, run_jobs.of_job)

    job: dict[str, Any] = {}
    payload: str = ""
    result: list[dict[str, str]] = []
    reasons: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    touched: list[dict[str, str]] = []
    traceback: str = ""

    @calls()
    async def load(self) -> None:
        """Read the job of the address."""
        live.watch(JobState.refresh, "job_queue")
        self.job, self.loading = {}, True
        await self._fill(self._param("job_id"))

    @calls()
    async def refresh(self) -> None:
        """Read it again, because jobs have moved on."""
        if self.job:
            await self._fill(str(self.job["id"]))

    @calls(queue.retry)
    async def retry(self) -> EventSpec:
        """Run it again."""
        await self._run(queue.retry, job_id=self.job["id"])
        await self._fill(str(self.job["id"]))
        return toast("The job runs again.")

    @calls(queue.stop)
    async def stop(self) -> EventSpec:
        """Stop it, or cancel it where it waits."""
        done = await self._run(queue.stop, job_id=self.job["id"])
        await self._fill(str(self.job["id"]))
        if done.value.completed_at:
            return self._told("The job is cancelled.", done)
        return toast("The job stops at its next step.")

    @calls(queue.prioritise)
    async def prioritise(self, priority: int) -> EventSpec:
        """Let it come before others, or after them."""
        await self._run(queue.prioritise, job_id=self.job["id"], priority=priority)
        await self._fill(str(self.job["id"]))
        return toast("The job has another place in line.")

    async def _fill(self, job_id: str) -> None:
        found = await self._read(queue.get, job_id=job_id)
        told = await self._read(why.why, job_id=job_id) if found.status in WAITS else []
        self.reasons = [said(one) for one in told]
        self._take(found)
        self.job["run_id"] = await self._of_run(job_id)
        self.loading = False

    async def _of_run(self, job_id: str) -> str:
        if not here.actor().may(Permission.WORKFLOWS_READ):
            return ""
        run = await self._read(run_jobs.of_job, job_id=job_id)
        return str(run.id) if run else ""

    def _take(self, found: JobDetails) -> None:
        self.job = {
            **shown(found),
            "lapses": found.lapses,
            "worker": found.worker or "",
            "asked_by": found.asked_by or "",
        }
        self.job["import_id"] = str(found.payload.get("importId", ""))
        self.job["setting"] = found.setting or ""
        self.job["operation_id"] = str(found.operation_id or "")
        self.payload = json.dumps(found.payload, indent=2, ensure_ascii=False) if found.payload else ""
        self.result = [_pair(name, value) for name, value in (found.result or {}).items()]
        self.lines = [
            {"at": one.at.isoformat(), "attempt": one.attempt, "level": one.level, "line": one.line}
            for one in found.lines
        ]
        self.touched = [_link(one) for one in found.links]
        self.traceback = found.traceback or ""


def _pair(name: str, value: Any) -> dict[str, str]:
    told = str(value) if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)
    words = HUMP.sub(" ", name).replace("_", " ").capitalize()
    return {"label": words, "value": told, "href": ""}


def _link(one: JobLink) -> dict[str, str]:
    known = subject_of(one.table)
    href = f"/api/files/{one.id}" if one.table == "file" else (known.link(one.id) if known else None) or ""
    return {
        "title": here.said(title_of(one.table)),
        "id": str(one.id),
        "href": href,
        "file": "yes" if one.table == "file" else "",
    }

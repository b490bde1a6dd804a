"""The trait of the page of jobs: what it is asked for, the rows chosen, and what is done to them."""

from typing import Any

import reflex as rx
from reflex.event import EventSpec

from app.core.queue import actions as queue
from app.core.queue import bulk
from state.base import calls
from state.selecting import Selecting
from state.toasts import toast


class Choosing(Selecting, rx.State, mixin=True):
    """Jobs are retried and cancelled one by one, chosen, or all that the filter finds."""

    view: str = ""
    kind: str = ""
    made: str = ""
    text: str = ""
    cursor: str = ""
    total: int = 0
    _follows: str = ""

    async def _fill(self) -> None:
        """Read what the page shows anew."""
        raise NotImplementedError

    def _narrowed(self) -> dict[str, Any]:
        """The filter of the view."""
        raise NotImplementedError

    def _asked_for(self, parts: dict[str, str]) -> None:
        self.view, self.kind, self.made = parts["state"], parts["kind"], parts["made"]
        self.text, self.cursor = parts["text"], parts["cursor"]
        self._follows = ""
        self._unselect()

    def _parts(self) -> dict[str, str]:
        return {"state": self.view, "kind": self.kind, "made": self.made, "text": self.text, "cursor": self.cursor}

    def _chosen(self) -> dict[str, Any]:
        return self._narrowed() if self.everything else {"ids": list(self.selected), "view": self.view}

    async def _done(self) -> None:
        self._unselect()
        await self._fill()

    @calls(queue.retry)
    async def retry(self, job_id: str) -> EventSpec:
        """Run a failed job again."""
        await self._run(queue.retry, job_id=job_id)
        await self._done()
        return toast("The job runs again.", link=f"/jobs/{job_id}")

    @calls(queue.stop)
    async def stop(self, job_id: str) -> EventSpec:
        """Stop a job that runs, cancel one that waits."""
        done = await self._run(queue.stop, job_id=job_id)
        await self._done()
        if done.value.completed_at:
            return self._told("The job is cancelled.", done, link=f"/jobs/{job_id}")
        return toast("The job stops at its next step.", link=f"/jobs/{job_id}")

    @calls(bulk.retry_failed)
    async def retry_all(self) -> EventSpec:
        """Run all failed jobs of the filter again."""
        return await self._retry({**self._narrowed(), "view": "failed"})

    @calls(bulk.retry_failed)
    async def retry_chosen(self) -> EventSpec:
        """Run the chosen failed jobs again."""
        return await self._retry(self._chosen())

    @calls(bulk.cancel_all)
    async def cancel_chosen(self) -> EventSpec:
        """Cancel the chosen jobs, and offer to take it back."""
        return await self._cancel(self._chosen())

    @calls(bulk.cancel_all)
    async def cancel_matching(self) -> EventSpec:
        """Cancel all jobs of the view that match, and offer to take it back."""
        return await self._cancel(self._narrowed())

    async def _cancel(self, wanted: dict[str, Any]) -> EventSpec:
        done = await self._run(bulk.cancel_all, filter=wanted)
        await self._done()
        more = "{count} jobs are cancelled; more are left." if done.value.more else "{count} jobs are cancelled."
        return self._told(more, done, count=done.value.count)

    async def _retry(self, wanted: dict[str, Any]) -> EventSpec:
        done = await self._run(bulk.retry_failed, filter=wanted)
        await self._done()
        more = "{count} jobs run again; more are left." if done.value.more else "{count} jobs run again."
        return toast(more, count=done.value.count)

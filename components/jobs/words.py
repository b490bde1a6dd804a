"""What is said of jobs: how they stand, and why they do not run."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from components.ui import Text, Tone, ago, t

Job = rx.Var[dict[str, Any]]
TONES: Mapping[str, Tone] = {
    "pending": "grey",
    "processing": "blue",
    "completed": "green",
    "failed": "red",
    "retrying": "amber",
    "cancelled": "grey",
    "stopping": "amber",
}


def state_word(status: rx.Var[str]) -> rx.Var[str]:
    """How a job stands, in a word."""
    known: dict[str, Text] = {
        "pending": t("Waiting"),
        "processing": t("Running"),
        "completed": t("Done"),
        "failed": t("Failed"),
        "retrying": t("Tried again soon"),
        "cancelled": t("Cancelled"),
        "stopping": t("Stopping"),
    }
    return rx.Var.create(rx.match(status, *known.items(), status)).to(str)


def why_text(one: Job) -> rx.Var[str]:
    """Why a job does not run, in a sentence."""
    values = one["why_values"].to(dict[str, str])
    known: dict[str, Text] = {
        "scheduled": t("It is planned for later"),
        "retrying": t(
            "Attempt {attempt} of {of} failed, the next follows after a pause",
            attempt=values["attempt"],
            of=values["of"],
        ),
        "paused": t("{name} paused this kind", name=values["by"]),
        "paused_for_all": t("The operator paused this kind"),
        "no_worker": t("No worker runs at this moment"),
        "unknown_kind": t("No worker knows this kind"),
        "tenant_concurrency": t(
            "{running} of this kind run for you already, the most at once", running=values["running"]
        ),
        "concurrency": t("{running} of this kind run already, the most at once", running=values["running"]),
        "tenant_rate": t("No more than {rate} of this kind may begin", rate=values["rate"]),
        "rate": t("No more than {rate} of this kind may begin for all", rate=values["rate"]),
        "behind": t("{count} older or more urgent jobs come first", count=values["count"]),
        "next": t("It is next in line"),
    }
    return rx.Var.create(rx.match(one["why"], *known.items(), one["why_text"])).to(str)


def why_line(one: Job) -> rx.Component:
    """The sentence, and when its reason is over."""
    at = one["why_at"].to(str)
    return rx.el.span(why_text(one), rx.cond(at, rx.fragment(" · ", ago(at)), rx.fragment()), class_name="job-why")

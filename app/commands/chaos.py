"""`steward chaos`: the storm, on servers of its own."""

import json
import sys
from typing import Any


def run(minutes: float, jobs: int, runs: int, peers: int, as_json: bool) -> None:
    """Let it blow and print what became of the work; ends with 1 where anything is wrong. Raises StartError."""
    from app.chaos.feeding import Scale
    from app.chaos.storm import storm

    told = storm(minutes * 60, Scale(jobs=jobs, runs=runs, units=max(1, jobs // 1000), peers=peers))
    sys.stdout.write((json.dumps(told, indent=2) if as_json else _words(told)) + "\n")
    if not told["exact"]:
        sys.exit(1)


def _words(told: dict[str, Any]) -> str:
    scale, rq = told["scale"], told["rq"]
    settled = told["settled_after"]
    over = "never all over" if settled is None else f"all over {settled:g} s after it"
    stuck = sum(told["stuck_jobs"].values()) + sum(told["stuck_runs"].values())
    return "\n".join(
        (
            f"{scale['jobs']} jobs and {scale['runs']} runs in a storm of {told['storm_seconds']:g} s, {over}.",
            "Troubles: " + ", ".join(f"{name} {count} times" for name, count in told["troubles"].items()) + ".",
            f"Of {told['expected']} effects lost {told['lost']}, twice {told['twice']}, unasked {told['unasked']}; "
            f"stuck {stuck}; {told['steps_logged']} of {told['steps_expected']} steps in the logs.",
            f"Plain RQ in the same storm: {rq['given']} given, {rq['lost']} lost, {rq['twice']} twice.",
            "Everything happened once." if told["exact"] else f"It is not as it must be: {told['first']}",
        )
    )

"""`steward chaos`: the storm, on servers of its own."""

import json
import sys


def run(minutes: float, jobs: int, runs: int, peers: int) -> None:
    """Let it blow and print what became of the work; ends with 1 where anything is wrong. Raises StartError."""
    from app.chaos.feeding import Scale
    from app.chaos.storm import storm

    told = storm(minutes * 60, Scale(jobs=jobs, runs=runs, units=max(1, jobs // 1000), peers=peers))
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    if not told["exact"]:
        sys.exit(1)

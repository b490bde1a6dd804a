"""One clear line out of a server's log."""

from pathlib import Path

SAMPLE = 16_384


def last_lines(log: Path) -> str:
    """Return the last complaint of the log (FATAL, PANIC, error), or its last line."""
    lines = log.read_bytes()[-SAMPLE:].decode(errors="replace").splitlines()
    marked = [line for line in lines if any(mark in line for mark in ("FATAL", "PANIC", "error:", "# "))]
    last = (marked or lines or ["it said nothing"])[-1]
    return last.partition("FATAL:")[2].strip() or last.partition("PANIC:")[2].strip() or last.strip()


def complaint(log: Path, folder: Path, who: str) -> str:
    """Return why a server ended at once and what to do about it."""
    said = last_lines(log)
    if "No space left" in said:
        return f"{who} stopped: no space is left on the disk of {folder}; free some and start again"
    if "shared memory" in said or "Cannot allocate" in said:
        return f"{who} stopped for want of memory ({said}); end other programs and start again"
    mend = f"restore {folder} from a backup, or start empty: mv {folder} {folder}.broken"
    return f"{who} cannot use {folder} ({said}); {mend}; the log is {log}"

"""`steward doctor`: one line for each part, and how to mend what is wrong."""

import json
import sys
from dataclasses import asdict

from app.serve.doctor import Finding, findings


def run(as_json: bool) -> None:
    """Print what was found and end with 1 where something is wrong."""
    found = list(findings())
    if as_json:
        sys.stdout.write(json.dumps({"ok": all(each.ok for each in found), "parts": [asdict(each) for each in found]}))
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(_line(each) for each in found)
    sys.exit(0 if all(each.ok for each in found) else 1)


def _line(finding: Finding) -> str:
    mend = f" → {finding.mend}" if finding.mend else ""
    return f"{'ok   ' if finding.ok else 'WRONG'} {finding.part:<14} {finding.said}{mend}\n"

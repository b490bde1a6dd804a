"""Checking a workflow before it is published, against what the tenant has and what each step can know."""

from app.automation.definition.checking.check import check, check_raw
from app.automation.definition.checking.problems import Problem, refuse

__all__ = ["Problem", "check", "check_raw", "refuse"]

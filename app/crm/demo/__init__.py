"""The sample company: believable, the same at every making, labelled, and removable without a trace."""

from importlib import import_module


def run(*, remove: bool = False) -> None:
    """Make the sample organisation of `steward demo`, or remove it."""
    import app.features  # the founding hooks of every feature
    import app.models  # noqa: F401  # every table, so that nothing stays behind
    from app.crm.demo import showroom

    showroom.remove() if remove else showroom.make()

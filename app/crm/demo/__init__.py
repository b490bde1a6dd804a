"""The sample company: believable, the same at every making, labelled, and removable without a trace."""

from importlib import import_module


def run(*, remove: bool = False) -> None:
    """Make the sample organisation of `steward demo`, or remove it."""
    # The founding hooks of every feature, and every table, so that nothing stays behind.
    for module in ("app.features", "app.models"):
        import_module(module)
    showroom = import_module("app.crm.demo.showroom")
    showroom.remove() if remove else showroom.make()

"""What stands for a value that is not there: false in a condition, an error anywhere else."""

from collections.abc import Iterator
from typing import Any, NoReturn

from liquid import Token
from liquid.exceptions import UndefinedError
from liquid.undefined import UNDEFINED, Undefined


class Missing(Undefined):
    """A path without a value. It may be asked whether it is there, and the `default` filter may replace it."""

    __slots__ = ()
    force_liquid_default = True

    def __init__(self, name: str, *, token: Token | None = None, obj: object = UNDEFINED, hint: str | None = None):
        super().__init__(name, token=token, obj=obj, hint=hint)

    def fail(self) -> NoReturn:
        """Raise the error that names the path."""
        raise UndefinedError(self.name, token=self.token)

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        self.fail()

    def __int__(self) -> int:
        self.fail()

    def __len__(self) -> int:
        self.fail()

    def __iter__(self) -> Iterator[Any]:
        self.fail()

    def __getitem__(self, key: str) -> object:
        self.fail()

    def __contains__(self, item: object) -> bool:
        self.fail()

    def __reversed__(self) -> Iterator[Any]:
        self.fail()

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, Undefined)

    def __hash__(self) -> int:
        return hash(self.name)

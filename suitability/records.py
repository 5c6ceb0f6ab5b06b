"""Frozen values that cost little to define: ``dataclass`` as the standard library has it, written when used.

The standard library writes and compiles six methods for every frozen class as soon as a module loads:
0.7 ms a class, 35 ms for those that stand between the command and the first question. Here four of them are
shared by all classes and ``__init__`` is compiled with the first instance: 0.08 ms a class. Fields, slots,
defaults, ``replace``, ``fields``, matching, pickling and type checking are the standard library's own.
Modules that load before the first question take ``dataclass`` from here; the others may take either.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - said twice, so that others may import it
else:

    def dataclass(
        *, frozen: bool = False, slots: bool, kw_only: bool = False
    ) -> Callable[[type[T]], type[T]]:
        """Return the decorator that makes a class a dataclass with slots.

        Args:
            frozen: instances cannot be changed, and can be hashed.
            slots: must be True; stated so that the line reads as everywhere else.
            kw_only: fields are given by name only.

        Raises:
            TypeError: ``slots`` is False.
        """
        if not slots:
            raise TypeError("records have slots")

        def decorate(cls: type[T]) -> type[T]:
            for name, method in (_FROZEN if frozen else _CHANGEABLE).items():
                if name not in vars(cls):
                    setattr(cls, name, method)
            return dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)

        return decorate


def _first_init(self: Any, *values: object, **named: object) -> None:
    """Make the first instance: compile the ``__init__`` of its class, which makes all others."""
    owner: Any = next(one for one in type(self).__mro__ if vars(one).get("__init__") is _first_init)
    made = _compiled_init(owner)
    owner.__init__ = made  # from now on every instance goes straight there
    made(self, *values, **named)


def _compiled_init(cls: type) -> Callable[..., None]:
    """Return the ``__init__`` of a class: one argument per field, set through the slot itself."""
    names: dict[str, object] = {}
    given: list[str] = []
    by_name: list[str] = []
    body: list[str] = []
    for field in dataclasses.fields(cls):
        name = field.name
        names[f"_set_{name}"] = getattr(cls, name).__set__
        value = argument = name
        if not field.init:
            names[f"_make_{name}"] = field.default_factory
            body.append(f" _set_{name}(self, _make_{name}())\n")
            continue
        if field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            argument = f"{name}=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            argument = f"{name}=_unset"
            value = f"_make_{name}() if {name} is _unset else {name}"
        (by_name if field.kw_only else given).append(argument)
        body.append(f" _set_{name}(self, {value})\n")
    arguments = ", ".join(["self", *given, *(["*", *by_name] if by_name else [])])
    names["_unset"] = dataclasses.MISSING
    exec(f"def __init__({arguments}):\n{''.join(body) or ' pass'}", names)  # noqa: S102 - as dataclasses does
    made: Any = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made  # type: ignore[no-any-return]  # a function, as the line before the last says


_GETTERS: dict[type, Callable[[object], object]] = {}


def _compared(one: Any) -> object:
    """Return the values of an instance that equality and hash look at."""
    getter = _GETTERS.get(type(one))
    if getter is None:
        names = [field.name for field in dataclasses.fields(one) if field.compare]
        getter = _GETTERS[type(one)] = attrgetter(*names) if names else lambda _: ()
    return getter(one)


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> bool:
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return]  # what it is called
    return bool(_compared(self) == _compared(other))


def _hash(self: Any) -> int:
    return hash(_compared(self))


def _no_change(self: object, name: str, _value: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r} of {type(self).__qualname__}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_CHANGEABLE = {"__init__": _first_init, "__repr__": _repr, "__eq__": _eq, "__hash__": None}
_FROZEN = _CHANGEABLE | {
    "__hash__": _hash,
    "__setattr__": _no_change,
    "__delattr__": _no_change,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
"""What every class gets, unless it has its own."""

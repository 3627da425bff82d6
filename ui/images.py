"""Pictures that are painted once and then kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

from PySide6.QtGui import QImage

from ui.inscriptions import note_copy

Asked = ParamSpec("Asked")
Made = TypeVar("Made")
_kept: list[Any] = []


def keeps(maxsize: int) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Keep what a function has painted, as `lru_cache` does, until all is forgotten.

    For functions that paint in the colours of the look being worn.
    """

    def keeping(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
        keeper = lru_cache(maxsize=maxsize)(make)
        _kept.append(keeper)
        return keeper  # type: ignore[return-value]

    return keeping


def forget() -> None:
    """Forget all that was painted: the colours are others now."""
    for keeper in _kept:
        keeper.cache_clear()


def kept(image: QImage) -> QImage:
    """The picture without its paint engine.

    Qt keeps with every image that has been painted on what it was painted with: 50 to 350 KB,
    often several times the picture itself.
    """
    copied = image.copy()
    note_copy(image, copied)
    return copied

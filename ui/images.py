"""Pictures that are painted once and then kept."""

from __future__ import annotations

from PySide6.QtGui import QImage


def kept(image: QImage) -> QImage:
    """The picture without its paint engine.

    Qt keeps with every image that has been painted on what it was painted with: 50 to 350 KB,
    often several times the picture itself.
    """
    return image.copy()

"""Qt's menus in the lesson's look, in every look that is worn."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from ui import theme


def dress_menu(menu: QMenu, window: QWidget, text_scale: float = 1.0) -> None:
    """Show a menu on paper, as large as a window's text; a finger can choose in it, and a dot
    marks what is chosen."""
    unit = theme.unit_for(window.width(), window.height(), text_scale)
    dress_menu_at(menu, 18 * unit)


def dress_menu_at(menu: QMenu, pixels: float) -> None:
    """The same at a text size in pixels."""
    menu.setFont(theme.sans(pixels))
    line = menu.fontMetrics().height()
    edge = max((theme.TOUCH - line + 1) // 2, line // 3)
    menu.setStyleSheet(
        f"""
        QMenu {{ background: {theme.PAPER.name()}; border: 1px solid {theme.LINE.name()};
            color: {theme.INK.name()}; menu-scrollable: 1; }}
        QMenu::item {{ padding: {edge}px {line}px {edge}px {line * 2}px; }}
        QMenu::item:selected {{ background: {theme.PLATE_HOVER.name()}; }}
        QMenu::item:disabled {{ color: {theme.MUTED.name()}; }}
        QMenu::separator {{ height: 1px; background: {theme.LINE.name()}; }}
        QMenu::indicator {{ width: {line // 2}px; height: {line // 2}px; left: {line * 3 // 4}px; }}
        QMenu::indicator:checked {{
            background: {theme.ACCENT.name()}; border-radius: {line // 4}px;
        }}
        """
    )

"""The stage: which window stands on which screen while something is presented."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.present.audience import AudienceWindow
from ui.present.mirror import Mirror
from ui.present.notes import scale_notes
from ui.present.presenter import PresenterPage
from ui.present.screen_menu import ScreenMenu
from ui.present.screens import Casting, Screens, Seat, cast
from ui.present.strip import Strip, strip_box
from ui.present.thumbnails import Thumbnails
from ui.present.tools import Kit, Tools
from ui.present.widget import PresentWidget
from ui.present.window_place import WindowPlace

PICTURES_MS = 2_000  # the first stop is seen and its neighbours foreseen before more is begun


class Stage(QObject):
    """Gives the class a window of its own where there are two screens.

    With one screen the teacher's window fills it with the class's picture, and the presenter's
    tools take an edge of it. Whenever screens come or go it all is set up anew; the views and
    what they show stay the same. `front` is the teacher's window, `place` where it is, and `pages`
    what it shows.

    Signals:
        mirror_made: there is a small copy of the class's picture; carries it.
        set_up: the windows are on their screens.
        edge_changed: the presenter's tools need an edge of the window, or give it back.
    """

    mirror_made = Signal(QWidget)
    set_up = Signal()
    edge_changed = Signal()

    def __init__(
        self,
        front: QWidget,
        place: WindowPlace,
        pages: QStackedWidget,
        kit: Kit,
        thumbnails: Thumbnails,
        screens: Screens | None,
    ) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._pictures = QTimer(self, singleShot=True, interval=PICTURES_MS)
        self._pictures.timeout.connect(self._on_time_for_pictures)
        self._front = front
        self._place = place
        self._pages = pages
        self._kit = kit
        self._screens = screens
        self._casting: Casting | None = None
        self._runs = False
        self._window: AudienceWindow | None = None
        self._page: PresenterPage | None = None
        self._strip: Strip | None = None
        if screens is not None:
            screens.changed.connect(self._on_screens)

    @property
    def two_windows(self) -> bool:
        """Whether the class has a window of its own."""
        return self._runs and self._casting is not None and self._casting.audience is not None

    @property
    def audience(self) -> PresentWidget:
        """The class's picture, in whichever window it is."""
        return self._kit.audience

    @property
    def casting(self) -> Casting | None:
        """Whose screen is which."""
        return self._casting

    @property
    def audience_window(self) -> AudienceWindow | None:
        """The class's own window while it has one."""
        return self._window if self.two_windows else None

    @property
    def tools(self) -> Tools | None:
        """The page or the strip that is shown."""
        if self.two_windows:
            return self._page
        return self._strip if self._strip is not None and self._strip.isVisible() else None

    # Coming and going

    def begin(self) -> None:
        """Present from now on."""
        self._runs = True
        self._set_up()
        self._pictures.start()

    def end(self) -> None:
        """Give the class's screen back."""
        self._runs = False
        self._pictures.stop()
        if self._window is not None:
            self._window.hide()
        if self._strip is not None:
            self._strip.hide()
            self.edge_changed.emit()

    def swap(self) -> None:
        """Let teacher and class change their screens, and remember that."""
        if self._runs and self._casting is not None and self._casting.audience is not None:
            self.choose(self._casting.teacher.name)

    def choose(self, name: str) -> None:
        """Show the picture to the class on the screen of that name, and remember that."""
        self._kit.keeper.keep(audience_screen=name)
        if self._runs:
            self._set_up()

    def menu(self) -> ScreenMenu:
        """The screens to choose from."""
        seats = self._screens.seats() if self._screens is not None else ()
        chosen = self._casting.audience if self._casting else None
        return ScreenMenu(seats, chosen, self.choose, self._front)

    def offer_screens(self) -> None:
        """Offer them at the lower edge of the teacher's window."""
        menu, front = self.menu(), self._front
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        up = menu.sizeHint().height() + 90
        menu.popup(front.mapToGlobal(QPoint(front.width() // 2, front.height() - up)))

    def toggle_strip(self) -> None:
        """Show the tools beside the picture, or take them away; a page of their own stays."""
        if self._runs and not self.two_windows:
            self._kit.keeper.keep(tools=not self._kit.keeper.now.tools)
            self._show_strip()

    def scroll_notes(self, lines: int) -> None:
        """Scroll the notes where they are shown."""
        if self.tools is not None:
            self.tools.notes.scroll_lines(lines)

    def scale_notes(self, steps: int) -> None:
        """Make the notes larger, or smaller, by so many sizes."""
        scale_notes(self._kit.keeper, steps)

    def say_sheet(self, words: str, sheet: QWidget | None) -> None:
        """Say, and show small, which page covers the class's picture; nothing when none does."""
        if self._page is not None:
            self._page.say_sheet(words)
            self._page.mirror.cover(sheet)

    def arrange(self) -> QRect:
        """Follow the size of the teacher's window; what the tools leave of it."""
        whole = self._front.rect()
        if self._strip is None:
            return whole
        box = strip_box(whole.width(), whole.height())
        self._strip.setGeometry(box)
        if self._strip.isHidden():
            return whole
        if self._strip.is_beneath:
            return whole.adjusted(0, 0, 0, -box.height())
        return whole.adjusted(0, 0, -box.width(), 0)

    def room_for_counting(self, room: QRect) -> QRect:
        """Where in the teacher's window hands may be counted: on a page above its last row."""
        page = self._page if self.two_windows else None
        return room if page is None else page.room_for_counting.translated(room.topLeft())

    def give_to_counting(self, height: int) -> None:
        """Make so many pixels free there."""
        if self._page is not None:
            self._page.give_to_counting(height if self.two_windows else 0)

    def close(self) -> None:
        """The program ends: nothing goes on in the background."""
        self.end()
        self._thumbnails.stop()

    @Slot()
    def _on_time_for_pictures(self) -> None:
        self._thumbnails.make(self._kit.explorer.tour)

    @Slot()
    def _on_screens(self) -> None:
        if self._runs:
            self._set_up()

    def _set_up(self) -> None:
        chosen = self._kit.keeper.now.audience_screen
        seats = self._screens.seats() if self._screens is not None else ()
        self._casting = cast(seats, chosen) if seats else None
        if self._casting is None or self._casting.audience is None:
            self._use_one_window(self._casting, alone=len(seats) == 1)
        else:
            self._use_two_windows(self._casting.teacher, self._casting.audience)
        self.set_up.emit()
        if self.two_windows or not self._front.isActiveWindow():
            self._front.activateWindow()

    def _use_one_window(self, casting: Casting | None, *, alone: bool) -> None:
        # The view leaves its own window before that is hidden: it never goes dark.
        self._show_page(self._kit.audience)
        if self._window is not None:
            self._window.hide()
        self._place.fill(casting.teacher if casting and alone else None, self._screens)
        self._show_strip()

    def _use_two_windows(self, teacher: Seat, audience: Seat) -> None:
        assert self._screens is not None
        if self._strip is not None:
            self._strip.hide()
        if self._window is None:
            self._window = AudienceWindow(self._front.windowTitle(), self._front)
            self._window.closed.connect(self._kit.explorer.stop_presenting)
        if self._page is None:
            self._page = PresenterPage(self._kit)
            self.mirror_made.emit(self._page.mirror)
        self._window.take(self._kit.audience)
        self._show_page(self._page)
        self.edge_changed.emit()
        self._place.fill(teacher, self._screens)
        self._screens.put(self._window, audience)
        self._page.follow()

    def _show_page(self, page: QWidget) -> None:
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _show_strip(self) -> None:
        shown = self._kit.keeper.now.tools and self._runs and not self.two_windows
        if self._strip is None:
            if not shown:
                return
            self._strip = Strip(self._kit)
            self._strip.setParent(self._front)
        self._strip.setVisible(shown)
        self.edge_changed.emit()
        if shown:
            self._strip.raise_()

    @property
    def mirror(self) -> Mirror | None:
        """The small copy of the class's picture, where there is one."""
        return self._page.mirror if self._page is not None else None

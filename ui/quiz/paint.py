"""Paints the plate of a question: words, options, scale, and the tally beside the answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from db.records import Power, PowerId, Question
from ui import theme
from ui.asking import Asking, Phase
from ui.camera import Box
from ui.images import keeps, kept
from ui.inscriptions import COVER, note_stroke, put, write
from ui.letters import nothing
from ui.questions import Choice, choices_of
from ui.quiz.plate import Axis, Lines, Plate, Row, ticks

SHADOW = 0.16


def paint_plate(
    painter: QPainter,
    plate: Plate,
    question: Question,
    asking: Asking,
    powers: Mapping[PowerId, Power],
) -> None:
    """Paint a plate where it stands."""
    x, y, reach = round(plate.box.x0), round(plate.box.y0), _reach(plate)
    put(painter, x - reach, y - reach, plate_picture(plate, question, asking, powers))


def plate_picture(
    plate: Plate, question: Question, asking: Asking, powers: Mapping[PowerId, Power]
) -> QImage:
    """The picture of a plate with its shadow; one that was painted before is kept."""
    shown = [PowerId(row.power) for row in plate.rows if row.power in powers]
    colours = tuple((power, powers[power].colour, powers[power].letter) for power in shown)
    return _picture(plate, question, asking._replace(guess=None, left=None), colours)


def _reach(plate: Plate) -> int:
    """How far the plate's shadow reaches beyond it, in pixels."""
    return round(0.35 * plate.body)


@keeps(4)
def _picture(
    plate: Plate,
    question: Question,
    asking: Asking,
    colours: tuple[tuple[str, str, str], ...],
) -> QImage:
    reach = _reach(plate)
    image = nothing(plate.box.width + 2 * reach, plate.box.height + 2 * reach)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(reach - round(plate.box.x0), reach - round(plate.box.y0))
        _PlatePainter(painter, plate, question, asking, colours).paint()
    return kept(image)


class _PlatePainter:
    def __init__(
        self,
        painter: QPainter,
        plate: Plate,
        question: Question,
        asking: Asking,
        colours: tuple[tuple[str, str, str], ...],
    ) -> None:
        self._painter = painter
        self._plate = plate
        self._question = question
        self._asking = asking
        self._choices = choices_of(question)
        self._most = max((count or 0 for count in asking.hands), default=0)
        self._is_revealed = asking.phase is Phase.REVEALED
        self._powers = {power: (colour, letter) for power, colour, letter in colours}

    def paint(self) -> None:
        plate = self._plate
        self._paper()
        self._write(plate.kicker, theme.ACCENT.darker(125))
        self._count_all()
        self._write(plate.ask, theme.INK)
        for row in plate.rows:
            self._row(row)
        if plate.axis is not None:
            self._axis(plate.axis)
        if plate.hint is not None:
            self._write(plate.hint, theme.MUTED)
        if plate.rule is not None:
            self._painter.setPen(QPen(theme.LINE.darker(112), max(1.0, 0.04 * plate.body)))
            left = plate.ask.x
            right = plate.box.x1 - (plate.ask.x - plate.box.x0)
            self._painter.drawLine(QPointF(left, plate.rule), QPointF(right, plate.rule))
        for lines, colour in (
            (plate.answer, theme.INK),
            (plate.away, theme.RIGHT),
            (plate.source, theme.MUTED),
        ):
            if lines is not None:
                self._write(lines, colour)

    # Words

    def _write(self, lines: Lines, colour: QColor) -> None:
        self._painter.setFont(lines.font)
        self._painter.setPen(colour)
        metrics = QFontMetricsF(lines.font)
        for number, line in enumerate(lines.text):
            middle = lines.y + (number + 0.5) * lines.leading
            baseline = middle + 0.5 * metrics.capHeight()
            write(self._painter, lines.x, round(baseline), line)

    def _word(self, box: QRectF, text: str, pixels: float, colour: QColor) -> None:
        """One bold word in the middle of a box."""
        font = theme.sans(pixels, bold=True)
        metrics = QFontMetricsF(font)
        self._painter.setFont(font)
        self._painter.setPen(colour)
        x = box.center().x() - metrics.horizontalAdvance(text) / 2
        write(self._painter, x, round(box.center().y() + metrics.capHeight() / 2), text)

    def _count_all(self) -> None:
        """How many hands are counted, at the right of the first line."""
        if not self._asking.is_tallied:
            return
        count = self._asking.counted
        text = "1 hand" if count == 1 else f"{count} hands"
        kicker = self._plate.kicker
        font = theme.sans(kicker.pixels)
        right = self._plate.box.x1 - (kicker.x - self._plate.box.x0)
        x = right - QFontMetricsF(font).horizontalAdvance(text)
        self._write(kicker._replace(text=(text,), x=x, bold=False), theme.MUTED)

    # The paper, the rows

    def _paper(self) -> None:
        plate, painter = self._plate, self._painter
        box = _rect(plate.box)
        radius, reach = 0.28 * plate.body, _reach(plate)
        painter.setPen(Qt.PenStyle.NoPen)
        for part in range(reach, 0, -1):
            painter.setBrush(
                theme.with_alpha(theme.NIGHT, SHADOW / reach * (1 - part / (reach + 1)))
            )
            painter.drawRoundedRect(
                box.adjusted(-part, -part + 2, part, part), radius + part, radius + part
            )
        painter.setPen(QPen(theme.EDGE, 0.06 * plate.body))
        painter.setBrush(theme.PAPER)
        painter.drawRoundedRect(box, radius, radius)
        paper = QPainterPath()
        paper.addRect(box)
        note_stroke(painter, COVER, paper, 1.0, theme.PAPER)

    def _row(self, row: Row) -> None:
        choice = self._choices[row.choice]
        box, body = _rect(row.box), self._plate.body
        is_right = self._is_revealed and (choice.right or self._is_order)
        radius = 0.2 * body
        path = QPainterPath()
        path.addRoundedRect(box, radius, radius)
        self._painter.fillPath(path, theme.CARD if not self._is_revealed else theme.PAPER)
        self._bar(
            path, box, row.choice, theme.RIGHT_PALE if is_right and choice.right else theme.PALE
        )
        self._outline(box, radius, row.choice, is_right=is_right and not self._is_order)
        self._badge(row, is_right=is_right)
        if row.power in self._powers:
            self._swatch(row)
        self._write(row.words, theme.INK)
        self._hands(row)

    @property
    def _is_order(self) -> bool:
        return len(self._question.right) > 1

    def _bar(self, path: QPainterPath, box: QRectF, index: int, colour: QColor) -> None:
        """The tally as a bar behind the words; only the answer shows it."""
        count = self._asking.hands[index] or 0
        if not self._is_revealed or not self._most or not count:
            return
        self._painter.save()
        self._painter.setClipPath(path)
        share = count / self._most
        self._painter.fillRect(QRectF(box.x(), box.y(), box.width() * share, box.height()), colour)
        self._painter.restore()

    def _outline(self, box: QRectF, radius: float, index: int, *, is_right: bool) -> None:
        body = self._plate.body
        pen = QPen(theme.LINE.darker(115), max(1.0, 0.035 * body))
        if is_right:
            pen = QPen(theme.RIGHT, 0.09 * body)
        elif self._asking.chosen == index:
            pen = QPen(theme.INK, 0.08 * body)
        inset = pen.widthF() / 2
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _badge(self, row: Row, *, is_right: bool) -> None:
        body = self._plate.body
        side = 1.25 * body
        badge = QRectF(0, 0, side, side)
        badge.moveCenter(
            QPointF(row.box.x0 + 0.25 * body + side / 2, (row.box.y0 + row.box.y1) / 2)
        )
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.RIGHT if is_right else theme.NIGHT)
        if is_right and not self._is_order:
            self._painter.drawEllipse(badge)
            _tick(self._painter, badge)
            return
        self._painter.drawRoundedRect(badge, 0.22 * body, 0.22 * body)
        self._word(badge, row.badge, 0.86 * body, theme.ON_NIGHT)

    def _swatch(self, row: Row) -> None:
        """The colour of a power with its letter, as on the map."""
        colour, letter = self._powers[row.power]
        body = self._plate.body
        box = QRectF(0, 0, 1.2 * body, 1.2 * body)
        box.moveCenter(QPointF(row.words.x - 0.85 * body, (row.box.y0 + row.box.y1) / 2))
        self._painter.setPen(QPen(theme.INK, max(1.0, 0.03 * body)))
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(box, 0.1 * body, 0.1 * body)
        paper = QRectF(0, 0, 0.98 * body, 0.98 * body)
        paper.moveCenter(box.center())
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.PAPER)
        self._painter.drawRoundedRect(paper, 0.08 * body, 0.08 * body)
        self._word(paper, letter, self._plate.small, theme.INK)

    def _hands(self, row: Row) -> None:
        text = self._said_count(row.choice)
        if text:
            width = 1.9 * self._plate.body
            box = QRectF(row.box.x1 - width, row.box.y0, width, row.box.height)
            self._word(box, text, 0.92 * self._plate.body, theme.INK)

    def _said_count(self, index: int) -> str:
        if self._asking.chosen == index and self._asking.typed:
            return f"{self._asking.typed}_"
        count = self._asking.hands[index]
        return "" if count is None else str(count)

    # The scale

    def _axis(self, axis: Axis) -> None:
        box, painter, body = _rect(axis.box), self._painter, self._plate.body
        count = len(self._choices)
        width = box.width() / count
        for index, choice in enumerate(self._choices):
            band = QRectF(box.x() + index * width, box.y(), width, box.height())
            painter.fillRect(band, theme.CARD if index % 2 else theme.PALE)
            self._column(axis, band, index, choice)
        painter.setPen(QPen(theme.INK, max(1.0, 0.04 * body)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        for index in range(1, count):
            x = box.x() + index * width
            painter.drawLine(QPointF(x, box.y()), QPointF(x, box.bottom()))
        if self._asking.chosen is not None:
            band = QRectF(box.x() + self._asking.chosen * width, box.y(), width, box.height())
            painter.setPen(QPen(theme.INK, 0.12 * body))
            painter.drawRect(band)
        if self._is_revealed:
            self._accepted(axis)
        self._numbers(axis, width)

    def _column(self, axis: Axis, band: QRectF, index: int, choice: Choice) -> None:
        """The hands for a part of the scale: a column once the answer is there, and the count."""
        text, small = self._said_count(index), self._plate.small
        room = axis.bars.height - 1.3 * small
        count = self._asking.hands[index] or 0
        top = band.y()
        if self._is_revealed and self._most and count:
            height = room * count / self._most
            column = QRectF(
                band.x() + 0.14 * band.width(), top - height, 0.72 * band.width(), height
            )
            colour = theme.RIGHT_PALE if choice.right else theme.PALE
            self._painter.fillRect(column, colour)
            self._painter.setPen(
                QPen(theme.RIGHT if choice.right else theme.MUTED, max(1.0, 0.04 * small))
            )
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(column)
            top = column.y()
        if text:
            word = QRectF(band.x(), top - 1.25 * small, band.width(), 1.2 * small)
            self._word(word, text, 1.1 * small, theme.INK)

    def _accepted(self, axis: Axis) -> None:
        """The part of the scale that is right, as a green block on it."""
        scale = self._question.scale
        assert scale is not None
        metres = axis.box.width / (scale.last - scale.first)
        left = axis.box.x0 + (scale.low - scale.first) * metres
        width = max((scale.high - scale.low) * metres, 0.25 * self._plate.body)
        block = QRectF(left, axis.box.y0, width, axis.box.height)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.RIGHT)
        self._painter.drawRect(block)
        side = min(width, axis.box.height) * 0.8
        mark = QRectF(0, 0, side, side)
        mark.moveCenter(block.center())
        _tick(self._painter, mark)

    def _numbers(self, axis: Axis, width: float) -> None:
        font = theme.sans(self._plate.small)
        metrics = QFontMetricsF(font)
        self._painter.setFont(font)
        self._painter.setPen(theme.INK)
        right = float("inf")
        for number, text in reversed(list(enumerate(ticks(self._question)))):
            reach = metrics.horizontalAdvance(text)
            x = axis.box.x0 + number * width - reach / 2
            x = min(max(x, axis.box.x0), axis.box.x1 - reach)
            if x + reach + 0.5 * self._plate.small <= right:  # the unit may need the room
                write(self._painter, x, round(axis.baseline), text)
                right = x


def _tick(painter: QPainter, box: QRectF) -> None:
    path = QPainterPath(QPointF(box.x() + 0.26 * box.width(), box.y() + 0.53 * box.height()))
    path.lineTo(box.x() + 0.43 * box.width(), box.y() + 0.70 * box.height())
    path.lineTo(box.x() + 0.75 * box.width(), box.y() + 0.32 * box.height())
    pen = QPen(theme.ON_NIGHT, 0.12 * box.width())
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x0, box.y0, box.width, box.height)

"""The strokes of the timeline: each part of a plan painted in the colours of day or night."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from db.dates import day_in_words
from db.records import Act, Power, PowerId
from ui import theme
from ui.comparison import Comparison, Side
from ui.doubt import GROWTH, Dot, End, dot_of, ends_of, erase_bar, erase_dot, paint_dot
from ui.doubt import paint_bar as draw_bar
from ui.inscriptions import note_stroke, write
from ui.sides import paint_badge
from ui.timeline.axis import Face
from ui.timeline.layout import ActBox, Plan, Row, count_text
from ui.timeline.looks import CAPTION_PADDING, CAPTION_SIZE, Look
from ui.timeline.marks import Bar, Spot
from ui.timeline.patterns import brush, mixed

DATE_SIZE = 16


class Colours(NamedTuple):
    """The colours of a timeline by day or by night."""

    ground: QColor
    ink: QColor
    muted: QColor
    quiet: QColor
    plate: QColor
    line: QColor
    edge: QColor
    frame: QColor
    accent: QColor


def colours_of(*, night: bool) -> Colours:
    """The colours of a timeline by day or by night, in the look being worn."""
    if night:
        return Colours(
            ground=theme.NIGHT,
            ink=theme.ON_NIGHT,
            muted=theme.MUTED_ON_NIGHT,
            quiet=theme.QUIET_ON_NIGHT,
            plate=theme.NIGHT_PLATE,
            line=theme.NIGHT_LINE,
            edge=theme.with_alpha(theme.NIGHT, 0.7),
            frame=theme.MUTED_ON_NIGHT,
            accent=theme.ACCENT_ON_NIGHT,
        )
    return Colours(
        ground=theme.PAPER,
        ink=theme.INK,
        muted=theme.MUTED,
        quiet=theme.QUIET,
        plate=theme.PLATE,
        line=theme.LINE,
        edge=theme.with_alpha(theme.INK, 0.55),
        frame=theme.with_alpha(theme.INK, 0.55),
        accent=theme.ACCENT,
    )


def font(face: Face, pixels: float) -> QFont:
    """The font of a face at a size in pixels."""
    if face is Face.SERIF:
        return theme.serif(pixels)
    return theme.sans(pixels, bold=face is Face.BOLD)


def paint_still(
    painter: QPainter,
    plan: Plan,
    powers: Mapping[PowerId, Power],
    colours: Colours,
    *,
    doubt: bool,
) -> None:
    """Everything but the current act, the current stop and the playhead."""
    look = plan.look
    if not look.slim:
        painter.fillRect(
            QRectF(look.box.x0, look.box.y0, look.box.width, max(round(1.5 * look.unit), 1)),
            colours.line,
        )
    for act in plan.acts:
        paint_act(painter, act, plan, colours.plate, colours.ink)
    for bar in plan.bars:
        tone = _tone(colours, is_stop=bar.stop is not None)
        paint_bar(painter, bar, plan, colours, tone, doubt=doubt)
    for spot in plan.spots:
        tone = _tone(colours, is_stop=bool(spot.stops))
        paint_spot(painter, spot, plan, colours, tone, doubt=doubt)
    for row in plan.rows:
        paint_row(painter, row, plan, powers, colours)
    paint_ticks(painter, plan, colours)


def paint_current_act(painter: QPainter, plan: Plan, act: Act, colours: Colours) -> None:
    """The act of the date, in ink."""
    for box in plan.acts:
        if box.act is act:
            paint_act(painter, box, plan, colours.ink, colours.ground)


def paint_current_stop(
    painter: QPainter, plan: Plan, stop: int, colours: Colours, *, doubt: bool
) -> None:
    """The mark of the stop, in the accent."""
    bar = plan.bar_of(stop)
    if bar is not None:
        paint_bar(painter, bar, plan, colours, colours.accent, doubt=doubt, anew=True)
        return
    spot = plan.spot_of(stop)
    if spot is not None:
        paint_spot(painter, spot, plan, colours, colours.accent, doubt=doubt, anew=True)


def paint_crossed_counts(
    painter: QPainter, plan: Plan, day: float, colours: Colours, *, doubt: bool
) -> None:
    """The clusters that the line of the date runs through, so that their counts are read."""
    x = plan.axis.to_pixel(day)
    for spot in plan.spots:
        if spot.mark is None and abs(spot.x - x) < spot.half:
            tone = _tone(colours, is_stop=bool(spot.stops))
            paint_spot(painter, spot, plan, colours, tone, doubt=doubt)


def paint_act(painter: QPainter, box: ActBox, plan: Plan, ground: QColor, ink: QColor) -> None:
    """One act's box with its numeral and title."""
    unit, measures = plan.look.unit, plan.look.measures
    top, bottom = round(plan.y(measures.act_top)), round(plan.y(measures.act_bottom))
    radius = min(6 * unit, (box.x1 - box.x0) / 2)
    painter.setPen(QPen(theme.EDGE, 1.5 * unit))
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(box.x0, top, box.x1 - box.x0, bottom - top), radius, radius)
    painter.setPen(ink)
    baseline = _baseline((top + bottom) / 2, Face.BOLD, box.size)
    if box.title:
        _text(painter, box.title_x, baseline, box.title, Face.BOLD, box.size)
    if box.numeral:
        _text(painter, box.numeral_x, baseline, box.numeral, Face.SERIF, box.size)


def paint_spot(
    painter: QPainter,
    spot: Spot,
    plan: Plan,
    colours: Colours,
    tone: QColor,
    *,
    doubt: bool,
    anew: bool = False,
) -> None:
    """A dot that shows how its date is known, plain without `doubt`, or a cluster with its count.

    `anew` takes away what was painted there first.
    """
    middle = QPointF(spot.x, plan.y(plan.look.measures.spots))
    if spot.mark is None:
        _paint_cluster(painter, spot, middle, plan.look, colours, tone)
        return
    dot = dot_of(spot.mark)
    if anew and doubt:
        erase_dot(painter, middle, spot.half, colours.ground)
    if doubt:
        asks = not plan.look.slim
        paint_dot(painter, middle, spot.half, dot, tone, colours.ground, asks=asks)
    else:
        paint_dot(painter, middle, spot.half / GROWTH[dot], Dot.PLAIN, tone, colours.ground)


def _paint_cluster(
    painter: QPainter, spot: Spot, middle: QPointF, look: Look, colours: Colours, tone: QColor
) -> None:
    unit, radius = look.unit, look.measures.cluster_radius * look.unit
    plate = QRectF(middle.x() - spot.half, middle.y() - radius, 2 * spot.half, 2 * radius)
    line = 1.6 * unit
    inner = plate.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    painter.setPen(QPen(tone, line))
    painter.setBrush(colours.ground)
    painter.drawRoundedRect(inner, radius, radius)
    text = count_text(spot.number)
    size = look.measures.count_size * unit
    painter.setPen(colours.ink)
    width = QFontMetricsF(font(Face.BOLD, size)).horizontalAdvance(text)
    baseline = _baseline(middle.y(), Face.BOLD, size)
    _text(painter, middle.x() - width / 2, baseline, text, Face.BOLD, size)


def paint_bar(
    painter: QPainter,
    bar: Bar,
    plan: Plan,
    colours: Colours,
    tone: QColor,
    *,
    doubt: bool,
    anew: bool = False,
) -> None:
    """An event that lasts, with ends that show how they are known; all are firm without `doubt`.

    A bar that leaves the view is cut there. `anew` takes away what was painted there first.
    """
    measures, unit, axis = plan.look.measures, plan.look.unit, plan.axis
    height = measures.bar_height * unit * (1.0 if bar.stop is not None else 0.7)
    middle = plan.y(measures.bars[bar.lane])
    x0, x1 = axis.to_pixel(bar.mark.first), axis.to_pixel(bar.mark.last + 1)
    start, end = ends_of(bar.mark) if doubt else (End.FIRM, End.FIRM)
    if x0 < axis.x0 - 0.5:
        x0, start = axis.x0 - height, End.FIRM
    if x1 > axis.x1 + 0.5:
        x1, end = axis.x1 + height, End.FIRM
    spread = doubt and dot_of(bar.mark) is Dot.SPREAD
    box = QRectF(x0, middle - height / 2, x1 - x0, height)
    painter.save()
    painter.setClipRect(QRectF(axis.x0, middle - 2 * height, axis.x1 - axis.x0, 4 * height))
    if anew and doubt:
        erase_bar(painter, box, colours.ground, spread=spread)
    draw_bar(painter, box, start, end, tone, spread=spread)
    painter.restore()


def paint_row(
    painter: QPainter,
    row: Row,
    plan: Plan,
    powers: Mapping[PowerId, Power],
    colours: Colours,
) -> None:
    """One lane of a ribbon with its name, its spans of control and their words."""
    unit, axis = plan.look.unit, plan.axis
    painter.save()
    painter.setClipRect(QRectF(axis.x0, row.top, axis.x1 - axis.x0, row.bottom - row.top))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrushOrigin(QPointF(round(plan.look.box.x0), row.top))
    for segment in row.segments:
        holders = tuple(powers[power].colour for power in segment.control.powers)
        painter.setBrush(brush(holders, segment.control.status, theme.PAPER.name(), unit))
        if round(segment.x0) == round(segment.x1):
            left = round(segment.x0)
            painter.drawRect(
                QRectF(left, row.top, math.ceil(segment.x2) - left, row.bottom - row.top)
            )
        else:
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(segment.x0, row.bottom),
                        QPointF(segment.x1, row.top),
                        QPointF(segment.x2, row.top),
                        QPointF(segment.x2, row.bottom),
                    ]
                )
            )
    line = max(round(unit), 1)
    painter.setPen(QPen(colours.edge, line))
    for segment in row.segments:
        if round(segment.x0) == round(segment.x1):
            x = round(segment.x0) + line / 2
            painter.drawLine(QPointF(x, row.top), QPointF(x, row.bottom))
        else:
            painter.drawLine(QPointF(segment.x0, row.bottom), QPointF(segment.x1, row.top))
    painter.restore()
    painter.setPen(QPen(colours.frame, line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    frame = QRectF(axis.x0, row.top, axis.x1 - axis.x0, row.bottom - row.top)
    painter.drawRect(frame.adjusted(line / 2, line / 2, -line / 2, -line / 2))
    _paint_words(painter, row, plan, colours)


def _paint_words(painter: QPainter, row: Row, plan: Plan, colours: Colours) -> None:
    unit, look = plan.look.unit, plan.look
    middle = (row.top + row.bottom) / 2
    if row.title:
        size = look.measures.label_size * unit
        painter.setPen(colours.ink)
        x = look.box.x0 + look.measures.left * unit
        _text(painter, x, _baseline(middle, Face.BOLD, size), row.title, Face.BOLD, size)
    size = CAPTION_SIZE * unit
    baseline = _baseline(middle, Face.BOLD, size)
    inset = 2.5 * unit
    for caption in row.captions:
        plate = QRectF(
            caption.x0, row.top + inset, caption.x1 - caption.x0, row.bottom - row.top - 2 * inset
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.PAPER)
        painter.drawRoundedRect(plate, 3 * unit, 3 * unit)
        painter.setPen(theme.INK)
        x = caption.x0 + CAPTION_PADDING * unit
        _text(painter, x, baseline, caption.text, Face.BOLD, size)


def paint_ticks(painter: QPainter, plan: Plan, colours: Colours) -> None:
    """The ticks and their years."""
    unit, measures = plan.look.unit, plan.look.measures
    size = measures.year_size * unit
    line = max(round(unit), 1)
    baseline = _baseline(plan.year_y, Face.PLAIN, size)
    metrics = QFontMetricsF(font(Face.PLAIN, size))
    for tick in plan.ticks:
        x = round(tick.x) + line / 2
        length = measures.tick * unit * (1.0 if tick.text else 0.65)
        painter.setPen(QPen(mixed(colours.muted, colours.ground, 0.8), line))
        painter.drawLine(QLineF(x, plan.tick_top, x, plan.tick_top + length))
        if tick.text:
            painter.setPen(colours.muted)
            width = metrics.horizontalAdvance(tick.text)
            _text(painter, x - width / 2, baseline, tick.text, Face.PLAIN, size)


def paint_playhead(painter: QPainter, plan: Plan, day: float, colours: Colours) -> None:
    """The line of the date with its knob; by day the date stands at its foot."""
    axis, unit, measures = plan.axis, plan.look.unit, plan.look.measures
    x = axis.to_pixel(day)
    if not axis.x0 - 0.5 <= x <= axis.x1 + 0.5:
        return
    knob = QPointF(x, plan.y(measures.knob))
    foot = plan.tick_top + measures.tick * unit
    width = 2.5 * unit
    painter.setPen(Qt.PenStyle.NoPen)
    line = QRectF(x - width / 2, knob.y(), width, foot - knob.y())
    if plan.look.slim:  # it crosses ribbons of every colour
        painter.setBrush(colours.ground)
        painter.drawRect(line.adjusted(-1.5 * unit, 0, 1.5 * unit, 0))
    painter.setBrush(colours.accent)
    painter.drawRect(line)
    note_stroke(painter, "playhead", _upright(x, knob.y(), foot), width, colours.accent)
    painter.setPen(QPen(colours.ground if not plan.look.slim else theme.ON_NIGHT, 1.5 * unit))
    painter.drawEllipse(knob, measures.knob_radius * unit, measures.knob_radius * unit)
    if not plan.look.slim:
        _paint_date(painter, plan, day, x, colours)


def _upright(x: float, y0: float, y1: float) -> QPainterPath:
    path = QPainterPath(QPointF(x, y0))
    path.lineTo(x, y1)
    return path


def paint_compared(painter: QPainter, plan: Plan, found: Comparison, colours: Colours) -> None:
    """The lines of both compared dates, each with its letter; by day with its date at its foot."""
    axis, unit, measures = plan.axis, plan.look.unit, plan.look.measures
    first, second = sorted(Side, key=found.day)
    knob, foot = plan.y(measures.knob), plan.tick_top + measures.tick * unit
    diameter = (24 if plan.look.slim else 21) * unit
    spread = axis.to_pixel(found.day(second)) - axis.to_pixel(found.day(first))
    aside = max((diameter - spread) / 2, 0.0)
    for side, way in ((first, -1), (second, 1)):
        x = axis.to_pixel(found.day(side))
        if not axis.x0 - 0.5 <= x <= axis.x1 + 0.5:
            continue
        line = colours.accent if side is Side.B else colours.ink
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        wide = (4 if found.chosen is side else 2.5) * unit
        painter.drawRect(QRectF(x - wide / 2, knob, wide, foot - knob))
        paint_badge(painter, side, QPointF(x + way * aside, max(knob, diameter / 2)), diameter)
    if not plan.look.slim:
        _paint_dates(painter, plan, found, colours)


def _paint_dates(painter: QPainter, plan: Plan, found: Comparison, colours: Colours) -> None:
    """Both dates at the feet of their lines, moved apart where they would meet."""
    unit, box = plan.look.unit, plan.look.box
    first, second = sorted(Side, key=found.day)
    metrics = QFontMetricsF(font(Face.BOLD, DATE_SIZE * unit))
    halves, middles = {}, {}
    for side in Side:
        text = day_in_words(found.day(side))
        halves[side] = metrics.horizontalAdvance(text) / 2 + 12 * unit
        middles[side] = plan.axis.to_pixel(found.day(side))
    least = halves[first] + halves[second]
    middle = (middles[first] + middles[second]) / 2
    middle = min(max(middle, box.x0 + 2 * halves[first]), box.x1 - 2 * halves[second])
    if middles[second] - middles[first] < least:
        middles = {first: middle - halves[first], second: middle + halves[second]}
    plates = {
        side: _date_plate(plan, found.day(side), middles[side])
        for side in Side
        if plan.axis.x0 - 1 <= plan.axis.to_pixel(found.day(side)) <= plan.axis.x1 + 1
    }
    for plate in plates.values():  # all years first: a plate may cover part of another's
        _clear_years(painter, plan, plate, colours)
    for side, plate in plates.items():
        edge = theme.ACCENT if side is Side.B else colours.ink
        _paint_plate(painter, plan, plate, day_in_words(found.day(side)), colours, edge)


def _paint_date(painter: QPainter, plan: Plan, day: float, x: float, colours: Colours) -> None:
    plate = _date_plate(plan, day, x)
    _clear_years(painter, plan, plate, colours)
    _paint_plate(painter, plan, plate, day_in_words(day), colours, colours.accent)


def _date_plate(plan: Plan, day: float, x: float) -> QRectF:
    """Where the plate of a date goes whose line is at the pixel `x`."""
    unit, box = plan.look.unit, plan.look.box
    metrics = QFontMetricsF(font(Face.BOLD, DATE_SIZE * unit))
    half = metrics.horizontalAdvance(day_in_words(day)) / 2 + 9 * unit
    middle = min(max(x, box.x0 + half + 4 * unit), box.x1 - half - 4 * unit)
    return QRectF(middle - half, plan.year_y - 13 * unit, 2 * half, 26 * unit)


def _paint_plate(
    painter: QPainter, plan: Plan, plate: QRectF, text: str, colours: Colours, edge: QColor
) -> None:
    unit, size = plan.look.unit, DATE_SIZE * plan.look.unit
    painter.setPen(QPen(edge, 1.5 * unit))
    painter.setBrush(colours.ground)
    painter.drawRoundedRect(plate, 4 * unit, 4 * unit)
    painter.setPen(colours.ink)
    baseline = _baseline(plan.year_y, Face.BOLD, size)
    _text(painter, plate.left() + 9 * unit, baseline, text, Face.BOLD, size)


def _clear_years(painter: QPainter, plan: Plan, plate: QRectF, colours: Colours) -> None:
    """Take away the years that the date would cut."""
    size = plan.look.measures.year_size * plan.look.unit
    metrics = QFontMetricsF(font(Face.PLAIN, size))
    for tick in plan.ticks:
        if tick.text:
            half = metrics.horizontalAdvance(tick.text) / 2 + 2 * plan.look.unit
            if plate.left() - half < tick.x < plate.right() + half:
                year = QRectF(tick.x - half, plate.top() + plan.look.unit, 2 * half, plate.height())
                painter.fillRect(year, colours.ground)


def _tone(colours: Colours, *, is_stop: bool) -> QColor:
    return colours.ink if is_stop else colours.quiet


def _baseline(middle: float, face: Face, size: float) -> float:
    """The line on which letters stand whose capitals are to lie about `middle`."""
    return round(middle + QFontMetricsF(font(face, size)).capHeight() / 2)


def _text(painter: QPainter, x: float, y: float, text: str, face: Face, size: float) -> None:
    painter.setFont(font(face, size))
    write(painter, x, y, text)

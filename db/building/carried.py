"""What facts and figures carry, and what another text says beyond that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from db.building.numbers import Number, numbers_in, values_of
from db.building.structs import QuantityEntry
from db.building.text_dates import TextDate, dates_in, dates_of, is_told


class Excess(NamedTuple):
    """A number or date that a text says and nothing carries."""

    what: str
    expected: str


@dataclass(slots=True)
class Carried:
    """Numbers and dates that texts may quote; `words` are read in the language `lang`."""

    lang: str
    numbers: set[float] = field(default_factory=set)
    dates: set[TextDate] = field(default_factory=set)

    def add_quantities(self, quantities: Iterable[QuantityEntry]) -> None:
        """What facts hold: each value with its unit, and the date it holds for."""
        for quantity in quantities:
            self.add_value(quantity.value, quantity.unit)
            self.add_dates(quantity.as_of)

    def add_value(self, value: float, unit: str) -> None:
        """A number as texts may tell it."""
        self.numbers |= values_of(value, unit)

    def add_text(self, text: str) -> None:
        """The numbers and dates that a text says itself."""
        self.numbers.update(number.value for number in numbers_in(text, self.lang))
        self.dates.update(found.date for found in dates_in(text, self.lang))

    def add_dates(self, *edtf: str) -> None:
        """Both ends of some dates."""
        self.dates.update(*map(dates_of, edtf))

    def joined(self, others: Iterable[Carried]) -> Carried:
        """This and the others in one."""
        all_of_them = (self, *others)
        numbers = set().union(*(one.numbers for one in all_of_them))
        return Carried(self.lang, numbers, set().union(*(one.dates for one in all_of_them)))

    def excess(self, text: str) -> Iterator[Excess]:
        """What a text says that is not carried: numbers and dates."""
        for number in self.excess_numbers(text):
            yield Excess(f"the number {number.words}", "a quantity or figure of that value")
        for found in dates_in(text, self.lang):
            if is_told(found.date, self.dates):
                continue
            if not found.words.isdigit():
                yield Excess(f"the date {found.words}", "it in the text or a date")
            elif float(found.words) not in self.numbers:  # a year, or a number of four digits
                yield Excess(f"the number {found.words}", "that year, or a quantity of that value,")

    def excess_numbers(self, text: str) -> list[Number]:
        """The numbers a text says that are not carried, dates left aside."""
        found = numbers_in(text, self.lang)
        return [number for number in found if not number.is_among(self.numbers)]

"""Days on which the house is closed: public holidays, yearly customs, and days of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from config.values import Day, Mistake, Settings, Words, in_language, shown

if TYPE_CHECKING:
    from holidays import HolidayBase

_LEAP_YEAR = 2024
_PACKAGE_LANGUAGES = {"en": "en_US"}
"""Names that the package `holidays` has for languages that we name by two letters."""
_SURELY_KNOWN = ("", "DK")
"""Countries that need no look into the package, which takes a tenth of a second to load."""
_REASON = Field(examples=[{"da": "Personaledag", "en": "Staff day"}])


class YearlyDay(Settings):
    """A day of every year."""

    month: int = Field(strict=True, ge=1, le=12, examples=[12])
    day: int = Field(strict=True, ge=1, le=31, examples=[24])
    reason: Words = _REASON

    @model_validator(mode="after")
    def _exists(self) -> Self:
        try:
            dt.date(_LEAP_YEAR, self.month, self.day)
        except ValueError:
            raise Mistake(f"is day {self.day} of month {self.month}, which does not exist",
                          "Write a day that exists") from None
        return self


class ClosedDays(Settings):
    """One day, or several in a row."""

    date: Day = Field(examples=[dt.date(2027, 1, 15)])
    until: Day | None = None
    """The last of the days."""
    reason: Words = _REASON

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.date:
            raise Mistake(f"ends on {self.until}, before it starts on {self.date}",
                          "Write the last closed day as until")
        return self

    def includes(self, day: dt.date) -> bool:
        """Whether the house is closed on a day."""
        return self.date <= day <= (self.until or self.date)


def _known_country(code: str) -> str:
    if code not in _SURELY_KNOWN:
        from holidays import list_supported_countries  # noqa: PLC0415 - see _SURELY_KNOWN

        if code not in list_supported_countries():
            raise Mistake(f"is {shown(code)}, a country whose holidays are not known",
                          'Write two letters such as "DK", or "" for no public holidays')
    return code


class ClosureSettings(Settings):
    """Days on which the whole house is closed."""

    holidays_of: Annotated[str, Field(strict=True), AfterValidator(_known_country)] = ""
    every_year: tuple[YearlyDay, ...] = ()
    days: tuple[ClosedDays, ...] = ()


class Calendar:
    """Why the house is closed on a day."""

    def __init__(self, closures: ClosureSettings) -> None:
        self._closures = closures
        self._holidays: dict[str, HolidayBase] = {}

    def reason(self, day: dt.date, language: str) -> str | None:
        """Return why the house is closed on a day, None when it is open."""
        words = self._own(day)
        if words is not None:
            return in_language(words, language)
        return self._public(language).get(day) if self._closures.holidays_of else None

    def _own(self, day: dt.date) -> Mapping[str, str] | None:
        for closed in self._closures.days:
            if closed.includes(day):
                return closed.reason
        return self._yearly.get((day.month, day.day))

    @cached_property
    def _yearly(self) -> dict[tuple[int, int], Mapping[str, str]]:
        return {(yearly.month, yearly.day): yearly.reason for yearly in self._closures.every_year}

    def _public(self, language: str) -> HolidayBase:
        """Return a country's holidays, which the package works out year by year as they are asked for."""
        if language not in self._holidays:
            from holidays import country_holidays  # noqa: PLC0415 - see _SURELY_KNOWN

            self._holidays[language] = country_holidays(
                self._closures.holidays_of, language=_PACKAGE_LANGUAGES.get(language, language),
            )
        return self._holidays[language]

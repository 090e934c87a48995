"""What every screen knows of its house: name, time of day, language, and whether the hub is heard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QDate, QLocale, QObject, Qt, QTime, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from broker.topics import SERVICES
from screens.languages import NAMES, SOURCE, Languages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from broker.messages import Envelope
    from config.site import Site
    from queueing.clock import Clock
    from screens.bridge import Bridge

QML_IMPORT_NAME = "Screens"
QML_IMPORT_MAJOR_VERSION = 1

SILENT_AFTER_MS = 10_000
"""Older than this, numbers are no longer shown as if they were live (D-05)."""


@QmlElement
@QmlSingleton
class House(QObject):
    """The house as QML reads it; one for each engine, opened before the window loads."""

    minute_changed = Signal()
    language_changed = Signal()
    silent_changed = Signal()
    opened = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site: Site | None = None
        self._place = ""
        self._clock: Clock | None = None
        self._languages: Languages | None = None
        self._code = SOURCE
        self._zone = ZoneInfo("Europe/Copenhagen")
        self._silent = False
        self._last_beat: datetime | None = None
        self._minute = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._minute.timeout.connect(self._turn_minute)
        self._silence = QTimer(self, singleShot=True, interval=SILENT_AFTER_MS)
        self._silence.timeout.connect(self._fall_silent)

    def open(
        self, site: Site, clock: Clock, languages: Languages, bridge: Bridge, *, place: str = "",
    ) -> None:
        """Show this site, or one place of it; from now on the clock runs and the link is watched."""
        self._site, self._clock, self._languages = site, clock, languages
        self._place = place or site.name
        self._zone = ZoneInfo(site.time_zone)
        self._use(site.languages[0])
        bridge.received.connect(self._hear)
        self._silence.start()
        self._turn_minute()
        self.opened.emit()

    def _use(self, code: str) -> None:
        if self._languages is not None:
            self._languages.use(code)
            self._code = code
            self.language_changed.emit()

    @property
    def shown(self) -> str:
        """Code of the language shown, for Python; QML reads `language`."""
        return self._code

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the house's own wall time."""
        return moment.astimezone(self._zone)

    def now(self) -> datetime:
        """Return the house's time as wall time."""
        if self._clock is None:
            raise RuntimeError("House.open() comes before its time is asked for")
        return self.local(self._clock.now())

    def words(self, texts: Mapping[str, str]) -> str:
        """Return the configured text in the language shown; Danish stands in, and then any."""
        return texts.get(self._code) or texts.get(SOURCE) or next(iter(texts.values()), "")

    def time_text(self, moment: datetime) -> str:
        """Return a time of day as citizens read it: "10.42"."""
        local = self.local(moment)
        #: How a time of day is written; HH hours, mm minutes.
        return QTime(local.hour, local.minute).toString(self.tr("HH.mm"))

    def date_text(self, moment: datetime) -> str:
        """Return a date as citizens read it: "mandag 23. november"."""
        local = self.local(moment)
        #: How a date is written; dddd the weekday, d the day, MMMM the month.
        date = QDate(local.year, local.month, local.day)
        return str(QLocale(self._code).toString(date, self.tr("dddd d. MMMM")))

    def when_text(self, moment: datetime) -> str:
        """Return a moment seen from now: "kl. 13.15", "i morgen kl. 10.00" or "mandag 23. november kl. 10.00"."""
        days = (self.local(moment).date() - self.now().date()).days
        time = self.time_text(moment)
        if days == 0:
            return self.tr("kl. %1").replace("%1", time)
        if days == 1:
            return self.tr("i morgen kl. %1").replace("%1", time)
        return self.tr("%1 kl. %2").replace("%1", self.date_text(moment)).replace("%2", time)

    def day_text(self, moment: datetime) -> str:
        """Return a time that can be booked: "i dag 13.15", else like `when_text`."""
        if self.local(moment).date() != self.now().date():
            return self.when_text(moment)
        return self.tr("i dag %1").replace("%1", self.time_text(moment)).replace(" ", "\u00a0")

    # ---- for QML

    @Property(str, notify=opened)
    def name(self) -> str:
        """Name of the house or the branch, e.g. "Borgernes Hus · Næstved"."""
        return self._place

    @Property(str, notify=minute_changed)
    def time(self) -> str:
        """Time of day, e.g. "10.42"."""
        return "" if self._clock is None else self.time_text(self._clock.now())

    @Property(str, notify=minute_changed)
    def date(self) -> str:
        """Today, e.g. "mandag 23. november"."""
        return "" if self._clock is None else self.date_text(self._clock.now())

    @Property(str, notify=language_changed)
    def language(self) -> str:
        """Code of the language shown, e.g. "da"."""
        return self._code

    @Property("QStringList", notify=opened)  # type: ignore[arg-type]
    def languages(self) -> list[str]:
        """Codes of the languages that the site offers, its own first."""
        return [] if self._site is None else list(self._site.languages)

    @Property(bool, notify=silent_changed)
    def silent(self) -> bool:
        """Whether nothing has been heard from the hub for 10 s."""
        return self._silent

    @Slot(str, result=str)
    def language_name(self, code: str) -> str:
        """Return a language's name in its own script."""
        return NAMES.get(code, code)

    @Slot(str)
    def speak(self, code: str) -> None:
        """Show another language; one that the site does not have changes nothing."""
        if self._site is not None and code in self._site.languages and code != self._code:
            self._use(code)
            self.minute_changed.emit()

    # ---- time and silence

    @Slot()
    def _turn_minute(self) -> None:
        """Tell the minute, and sleep to the next one; one wake-up a minute is all the clock costs."""
        now = self.now()
        left = timedelta(minutes=1) - timedelta(seconds=now.second, microseconds=now.microsecond)
        self._minute.start(int(left.total_seconds() * 1000) + 1)
        self.minute_changed.emit()

    @Slot(str, object)
    def _hear(self, topic: str, envelope: Envelope[Any]) -> None:
        """Take a services message as the hub's heartbeat, unless it is a retained one of long ago."""
        if topic == SERVICES.name and self._is_live(envelope.time):
            self._silence.start()
            self._set_silent(silent=False)

    def _is_live(self, sent: datetime) -> bool:
        """Return whether this was said just now; by the hub's own clock once two messages are known."""
        before, self._last_beat = self._last_beat, sent
        if before is not None:
            return sent > before
        recent = timedelta(milliseconds=SILENT_AFTER_MS)
        return self._clock is not None and abs(sent - self._clock.now()) < recent

    @Slot()
    def _fall_silent(self) -> None:
        self._set_silent(silent=True)

    def _set_silent(self, *, silent: bool) -> None:
        if silent != self._silent:
            self._silent = silent
            self.silent_changed.emit()

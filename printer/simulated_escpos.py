"""The language of the simulated printer: ESC/POS byte by byte, as a printer takes it from its buffer."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from PIL import Image

from printer.simulated_paper import Paper, Ticket

LONGEST_CODE = 400
"""Bytes of a QR code; what fits at every level of error correction."""
_INVERTED = bytes(~byte & 0xFF for byte in range(256))
Bytes = Generator[None, int, bytes]
Step = Generator[None, int, None]


@dataclass(frozen=True, slots=True)
class Reactions:
    """What the language makes the rest of the printer do."""

    cut: Callable[[Ticket | None], None]
    say_sensor: Callable[[], None]
    """Answer GS r 1."""
    say_fence: Callable[[bytes], None]
    """Answer GS ( H 48 with its id."""
    automatic_status: Callable[[int], None]
    """GS a n."""
    present: Callable[[int], None]
    """GS e n of a presenter."""
    identify: Callable[[int], None]
    """GS I n: maker, model."""


class Interpreter:
    """Takes bytes one at a time and moves the paper; a command may lie across any pieces."""

    def __init__(self, paper: Paper, reactions: Reactions) -> None:
        self._paper = paper
        self._react = reactions
        self._code = b""
        self._code_dots = 3
        self._code_level = "l"
        self.restart()

    def restart(self) -> None:
        """Forget a command that was begun, as after a clear of the buffer."""
        self._steps = self._run()
        next(self._steps)
        self.between_commands = True

    def take(self, byte: int) -> None:
        """Take the next byte from the buffer."""
        self._steps.send(byte)

    def _run(self) -> Step:
        while True:
            self.between_commands = True
            byte = yield
            self.between_commands = False
            match byte:
                case 0x0A:
                    self._paper.feed_line()
                case 0x10:
                    yield from self._real_time()
                case 0x1B:
                    yield from self._esc()
                case 0x1D:
                    yield from self._gs()
                case _ if byte >= 0x20:  # noqa: PLR2004 - the first letter
                    self._paper.put(bytes((byte,)).decode("cp858"))

    def _real_time(self) -> Step:
        """Step over DLE EOT and DLE DC4, which were obeyed when they were received."""
        kind = yield
        function = yield
        if kind == 0x14:  # noqa: PLR2004 - DC4
            yield from _take({1: 2, 2: 2, 8: 7}.get(function, 0))

    def _esc(self) -> Step:
        command = yield
        if command == ord("@"):
            self._paper.reset()
            self._react.automatic_status(0)
        elif command == ord("2"):
            self._paper.style.spacing = 30
        elif command in b"ad!EJGt3MR{-":
            self._esc_with(command, (yield))

    def _esc_with(self, command: int, n: int) -> None:
        style = self._paper.style
        match chr(command):
            case "a":
                style.align = n % 48 if n % 48 < 3 else 0  # noqa: PLR2004 - left, centre, right
            case "E" | "G":
                style.bold = bool(n & 1)
            case "!":
                style.bold = bool(n & 0x08)
                style.width, style.height = 1 + bool(n & 0x20), 1 + bool(n & 0x10)
            case "3":
                style.spacing = n
            case "d":
                self._feed_lines(n)
            case "J":
                self._paper.feed(n)

    def _feed_lines(self, lines: int) -> None:
        for _ in range(lines):
            self._paper.feed_line()

    def _gs(self) -> Step:
        command = yield
        match chr(command):
            case "!":
                n = yield
                self._paper.style.width, self._paper.style.height = 1 + (n >> 4 & 7), 1 + (n & 7)
            case "V":
                yield from self._cut()
            case "a" | "r" | "e" | "I":
                yield from self._about_the_device(command, (yield))
            case "v":
                yield from self._raster()
            case "(":
                yield from self._extended()
            case "b" | "B" | "f" | "h" | "H" | "w":
                yield
            case "L" | "W" | "P":
                yield from _take(2)

    def _cut(self) -> Step:
        mode = yield
        if mode in b"ABab":
            self._paper.feed((yield))
        self._react.cut(self._paper.cut())

    def _about_the_device(self, command: int, n: int) -> Step:
        match chr(command):
            case "a":
                self._react.automatic_status(n)
            case "r":
                self._react.say_sensor()
            case "I":
                self._react.identify(n)
            case "e":
                yield from _take(1 if n == 3 else 0)  # noqa: PLR2004 - present, by so many steps
                self._react.present(n)

    def _raster(self) -> Step:
        head = yield from _take(6)
        columns, rows = head[2] + 256 * head[3], head[4] + 256 * head[5]
        dots = yield from _take(columns * rows)
        if columns and rows:
            image = Image.frombytes("1", (columns * 8, rows), dots.translate(_INVERTED))
            self._paper.picture(_without_padding(image))

    def _extended(self) -> Step:
        kind = yield
        size = yield from _take(2)
        data = yield from _take(size[0] + 256 * size[1])
        if kind == ord("k") and data[:1] == b"1":
            self._code_command(data[1:2], data[2:])
        elif kind == ord("H") and data[:2] == b"00":
            self._react.say_fence(data[2:6])

    def _code_command(self, function: bytes, data: bytes) -> None:
        match function:
            case b"C" if data:
                self._code_dots = min(16, max(1, data[0]))
            case b"E" if data:
                self._code_level = "lmqh"[(data[0] - 48) % 4]
            case b"P":
                self._code = data[1:LONGEST_CODE + 1]
            case b"Q" if self._code:
                code = _qr(self._code, self._code_level, self._code_dots)
                self._paper.picture(code, f"[QR {_readable(self._code)}]")


def _take(count: int) -> Bytes:
    """Return so many bytes when they have come."""
    taken = bytearray()
    for _ in range(count):
        taken.append((yield))
    return bytes(taken)


def _without_padding(image: Image.Image) -> Image.Image:
    """Return a picture without the white columns that fill its last byte; white as a whole, it stays."""
    box = image.point(lambda shade: 255 - shade).getbbox()
    right = image.width if box is None else max(box[2], image.width - 7)
    return image.crop((0, 0, right, image.height))


def _readable(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _qr(data: bytes, level: str, dots: int) -> Image.Image:
    import segno  # noqa: PLC0415 - only a simulated printer draws codes

    code = segno.make(_readable(data), error=level, micro=False, boost_error=False)
    modules = [bytes(row) for row in code.matrix]
    image = Image.new("1", (len(modules), len(modules)), 1)
    for y, row in enumerate(modules):
        for x, module in enumerate(row):
            if module:
                image.putpixel((x, y), 0)
    return image.resize((image.width * dots, image.height * dots), Image.Resampling.NEAREST)

"""What a scanner sends, cut into frames: one frame for one thing that was scanned."""

from __future__ import annotations

LARGEST = 512
"""Bytes of the largest frame; no code of ours, and no card, has more."""
TOO_LONG = b""
"""Stands for a frame of more bytes than that: somebody scanned something, and nothing of it was kept."""
_STX, _ETX = 0x02, 0x03
_LINE_ENDS = (0x0D, 0x0A)


class Frames:
    """Takes bytes in whatever pieces they come; CR, LF or CRLF ends a frame, or ETX one that began with STX."""

    def __init__(self) -> None:
        self._frame = bytearray()
        self._wrapped = False
        self._too_long = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """Return the frames that are whole with these bytes, none of them empty but TOO_LONG."""
        frames = []
        for byte in chunk:
            if byte == _STX:
                self.forget()
                self._wrapped = True
            elif not self._is_end(byte):
                self._add(byte)
            elif self._begun:
                frames.append(self._end())
        return frames

    def forget(self) -> bool:
        """Give up what has begun, as after a silence; returns whether anything had."""
        begun = self._begun
        self._end()
        return begun

    @property
    def _begun(self) -> bool:
        return bool(self._frame) or self._too_long

    def _is_end(self, byte: int) -> bool:
        return byte == _ETX if self._wrapped else byte in _LINE_ENDS

    def _add(self, byte: int) -> None:
        """Keep a byte, unless the frame is too long already."""
        if len(self._frame) >= LARGEST:
            self._frame.clear()
            self._too_long = True
        if not self._too_long:
            self._frame.append(byte)

    def _end(self) -> bytes:
        frame = TOO_LONG if self._too_long else bytes(self._frame)
        self._frame.clear()
        self._wrapped = self._too_long = False
        return frame

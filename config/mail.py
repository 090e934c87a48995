"""How a house sends mail: the server that takes it, and who it is from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from config.values import AbsolutePath, Line, Settings


class MailSettings(Settings):
    """An SMTP server; without it the house sends no mail."""

    host: Line = Field(examples=["smtp.example.dk"])
    port: int = Field(default=587, strict=True, ge=1, le=65535)
    starttls: bool = Field(default=True, strict=True)
    ca_file: AbsolutePath | None = None
    """Certificates in PEM that are trusted instead of the machine's own, for a server with a private authority."""
    user: Line | None = None
    password_file: AbsolutePath | None = None
    """The file that holds the user's password, readable by the hub alone."""
    sender: Annotated[str, StringConstraints(pattern=r"^[^@\s<>,;]{1,64}@[^@\s<>,;]{1,120}$")] = Field(
        alias="from", examples=["booking@example.dk"],
    )

"""How a house sends mail: the server that takes it, and who it is from."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from config.hosts import Host
from config.values import AbsolutePath, Line, Mistake, Settings

SENDER = r"^[^@\s<>,;]{1,64}@[^@\s<>,;]{1,120}$"


class MailSettings(Settings):
    """An SMTP server; without it the house sends no mail."""

    host: Host = Field(examples=["smtp.example.dk"])
    port: int = Field(default=587, strict=True, ge=1, le=65535)
    starttls: bool = Field(default=True, strict=True)
    ca_file: AbsolutePath | None = None
    """Certificates in PEM that are trusted instead of the machine's own, for a server with a private authority."""
    user: Line | None = None
    password_file: AbsolutePath | None = None
    """The file that holds the user's password, readable by the hub alone."""
    sender: Annotated[str, StringConstraints(pattern=SENDER)] = Field(
        alias="from", examples=["booking@example.dk"],
    )

    @model_validator(mode="after")
    def _user_with_password(self) -> Self:
        if (self.user is None) != (self.password_file is None):
            raise Mistake("names a user or a password_file, and logs in with both", "Write both, or neither")
        return self

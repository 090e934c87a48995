"""What people must mend before the house can go on: each says what is wrong, where, and how to mend it."""

from __future__ import annotations


class SetupError(Exception):
    """Something about the house's files that a person must mend."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(f"{problem} {fix}")
        self.problem = problem
        self.fix = fix


class FolderError(SetupError):
    """The data folder cannot be used."""


class SecretError(SetupError):
    """A secret is missing, damaged, or open to others."""


class UnknownServiceError(SetupError):
    """The site has no such service."""


class NoHouseError(SetupError):
    """No house runs where one was looked for."""


class AuthorityError(SetupError):
    """The house's certificate authority cannot do what was asked."""


class PackError(SetupError):
    """A device's pack cannot be used."""


class UnknownDeviceError(SetupError):
    """The site has no such device."""

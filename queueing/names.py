"""The ids that the configuration gives to things; strings that cannot be taken for each other."""

from __future__ import annotations

from typing import NewType

ServiceId = NewType("ServiceId", str)
DeskId = NewType("DeskId", str)
TaskId = NewType("TaskId", str)
BranchId = NewType("BranchId", str)
StationId = NewType("StationId", str)

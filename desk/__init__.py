"""The desk: the window of staff, and the button beside it."""

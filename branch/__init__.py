"""The screen-service station at a branch library; its room waits for it."""

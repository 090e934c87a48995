"""The screen at a branch library, where a citizen is served by an officer in the house."""

"""Scanners: what they read is classed here, before anything else sees it."""

"""The site: what a house is, read from one TOML file, and where a running house keeps its things."""

"""The rules of the house's queue: pure Python, standard library only."""

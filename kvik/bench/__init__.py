"""`kvik bench`: how fast the house is, beside what its machine could do at best, measured in one run."""

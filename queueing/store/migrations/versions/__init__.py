"""One file for each revision; once released, a revision is never edited."""

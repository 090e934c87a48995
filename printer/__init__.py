"""Paper: slips, printers and what they say."""

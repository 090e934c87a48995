"""The hall display: who is called where, the waits, and the hours; it chimes, and tells what it has painted."""

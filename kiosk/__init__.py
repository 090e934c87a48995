"""The kiosk at the entrance: a citizen chooses, gets a number, and gets it on paper."""

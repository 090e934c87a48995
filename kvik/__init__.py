"""The command line, and the supervisor that runs a whole house on one machine."""

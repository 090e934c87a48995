"""What all screens share: start-up, the bridge from the wire to Qt, the look, languages and sound."""

"""What lies in deploy/, as far as one machine can try it."""

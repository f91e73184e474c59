"""The dashboard as a reader meets it: the real server, the sample home, a real Chromium."""

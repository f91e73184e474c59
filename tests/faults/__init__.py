"""Exports and builds that go wrong: nothing is lost, nothing is guessed, nothing half done."""

"""Speeds, as ratios within one run: two ways to do a thing on the same machine and data.

A second says little about another machine; a ratio says much. Nothing here is a test
with a time limit; one test keeps the code alive on a few rows.
"""

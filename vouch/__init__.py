"""Vouch: trace every compliance figure back to the export row that proves it.

Data flows one way: exports -> intake -> parts -> a published generation -> figures -> pages.
"""

__version__ = "0.1.0"

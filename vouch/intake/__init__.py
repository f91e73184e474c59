"""Reading exports: every physical row is kept, rejected with its reason, or blank.

Files are first made plain (unpacked, in UTF-8), then read by one of two ways that agree:
DuckDB where a count of the bytes proves that no row can be misread, else record by record.
"""

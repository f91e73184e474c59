"""Small broken files, one for each way in which an export goes wrong."""

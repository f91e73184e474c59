"""Who logs in as what, before a real identity provider."""

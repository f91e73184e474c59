"""The register of processing (GDPR Art. 30): built once, and shown as page, workbook and PDF."""

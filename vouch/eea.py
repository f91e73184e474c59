"""Where the GDPR holds by itself: the European Economic Area, by ISO 3166-1 (notice §6).

Members of the Union by Art. 52 of its Treaty, territories of theirs with a code of their own to
which its law applies by Art. 355 TFEU, and Iceland, Liechtenstein and Norway, which took the
regulation over by Decision 154/2018 of the EEA Joint Committee. As of 2026-11-24; whoever changes
this list dates the change in queries/README.md.
"""

UNION = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
TERRITORIES = ("AX", "GF", "GP", "MF", "MQ", "RE", "YT")
ALSO_WRITTEN = ("EL",)  # Greece, as the Union itself writes it
OTHERS = ("IS", "LI", "NO")
COUNTRIES = (*UNION, *TERRITORIES, *ALSO_WRITTEN, *OTHERS)

"""What a figure answers to, in the reader's language."""

import re

import pytest

from vouch import legal_bases, queries, wording

SHOWN = [(layer, name) for layer in ("kpis", "series") for name in queries.names(layer)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "GDPR Art. 5(1)(e), GDPR Art. 44–46, notice § 3 and 7"),
        (
            "fi",
            "Tietosuoja-asetuksen 5 artiklan 1 kohdan e alakohta,"
            " tietosuoja-asetuksen 44–46 artikla, seloste § 3 ja 7",
        ),
        (
            "sv",
            "Dataskyddsförordningen art. 5.1 e, dataskyddsförordningen art. 44–46,"
            " meddelandet § 3 och 7",
        ),
    ],
)
def test_a_basis_is_cited_as_the_language_does(language, said):
    """A Finnish reader looks for artikla and kohta, not for Art. 5(1)(e)."""
    basis = "GDPR Art. 5(1)(e) and 44–46; notice §§3 and 7"

    assert legal_bases.written(basis, wording.Words(language)) == said


@pytest.mark.parametrize(("layer", "name"), SHOWN)
def test_no_basis_stays_english(layer, name):
    """A law that is not known here would stand in English in a Finnish sentence."""
    said = legal_bases.written(queries.load(layer, name).basis, wording.Words("fi"))

    assert not re.search(r"\b(GDPR|Art|Act|Regulation|DPA|notice|and|to)\b", said)

"""Words in the headings of Finnish, Swedish and English exports, and what they may stand for."""

import re

# Ours, by the words that a heading may hold. A word that begins or ends with a hyphen is also
# found inside a longer one, before or after: Finnish and Swedish write "laskunro" as one.
WORDS = {
    "identity_code": "henkilötunnus hetu personnummer personbeteckning ssn",
    "company_id": "yritysnro yritystunnus y-tunnus yritys- företagsnummer företags- company",
    "subject_id": "asiakasnro asiakasnumero asiakastunnus asiakas- kontaktinro henkilönro "
    "kundnummer kundnr kund- kontakt- customer client contact person subject member user",
    "record_id": "id nro numero -nro -numero tunniste tunnus nr nummer -nummer -nr number no uuid",
    "free_text": "muistiinpano muistiinpanot lisätiedot lisätieto huomautus huomautukset kuvaus "
    "viesti anteckning anteckningar meddelande beskrivning note notes comment comments message "
    "description text remarks",
    "links": "sähköposti sähköpostiosoite puhelin puhelinnumero epost e-post telefon email e-mail "
    "mail phone telephone mobile",
    "started_at": "alkoi aloitettu aloitusaika började started start begin",
    "received_on": "vastaanotettu saapunut mottagen inkommen received",
    "closed_on": "suljettu päätetty avslutad stängd closed answered",
    "told_on": "ilmoitettu meddelad told notified",
    "extended_on": "jatkettu jatkoaika förlängd extended extension",
    "identity_asked_on": "pyydetty begärd asked",
    "identity_verified_on": "varmistettu verifierad bekräftad verified",
    "opened_on": "avattu öppnad opened",
    "released_on": "vapautettu purettu frigiven released",
    "review_on": "tarkistus tarkistettava granskas review",
    "deleted_on": "poistettu raderad deleted",
    "given_on": "annettu given meddelat",
    "withdrawn_on": "peruttu peruutettu återkallad withdrawn",
    "sent_on": "lähetetty skickad sent",
    "campaign_ended_on": "kampanja- kampanj- campaign",
    "disclosed_on": "luovutettu utlämnad disclosed",
    "starts_on": "päivä pvm -päivä -pvm päättynyt tilattu laskutettu käsitelty dag datum -datum "
    "-dag slutat beställd fakturerad day date ended ordered invoiced created updated modified seen",
    "right": "oikeus rättighet right",
    "outcome": "ratkaisu lopputulos utfall resultat outcome result",
    "direction": "suunta riktning direction",
    "topic": "aihe ämne topic",
    "is_recorded": "tallennettu inspelad recorded",
    "recording_id": "tallenne tallenne- inspelning- recording",
    "announced": "kerrottu ilmoitus tillkännagiven announced",
    "seconds": "kesto sekunnit längd sekunder duration seconds",
    "stance": "lupa suostumus tillstånd samtycke stance consent permission",
    "channel": "kanava kanal channel",
    "ground": "peruste grund ground reason",
    "restriction": "rajoitus begränsning restriction restricted",
    "country": "maa land country",
    "safeguard": "suojatoimi skyddsåtgärd safeguard",
}
# Headings that map to nothing and tell all the same that a row is a heading.
OTHERS = (
    "nimi etunimi sukunimi namn förnamn efternamn name firstname lastname osoite adress address "
    "postinumero kaupunki paikkakunta stad city zip postcode tila status state tyyppi typ type "
    "laji summa hinta alv belopp pris amount total price vat kieli språk language title"
)
# By what else of ours is in a file, what its rows may be; the first that has two of them.
KINDS = {
    "rights_requests": {"right", "received_on", "outcome", "told_on", "extended_on"},
    "calls": {"direction", "is_recorded", "announced", "seconds"},
    "permissions": {"stance", "channel", "given_on", "withdrawn_on"},
    "mailings": {"sent_on", "channel", "campaign_ended_on"},
    "recordings": {"recording_id", "deleted_on"},
    "holds": {"opened_on", "review_on", "released_on", "restriction"},
    "disclosures": {"disclosed_on", "ground"},
    "processors": {"country", "safeguard"},
}
ENOUGH = 2


def meanings(heading: str) -> list[str]:
    """List ours that a heading may stand for, the likeliest first."""
    if heading.strip().casefold() in OTHERS.split():
        return []
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", re.sub(r"(?<=[a-zäö])(?=[A-ZÄÖ])", " ", heading))
    words = [word.casefold() for word in words]
    return [
        ours for ours, known in WORDS.items() if any(_is_in(one, words) for one in known.split())
    ]


def is_known(heading: str) -> bool:
    """Tell whether a text is one of the words that headings are made of."""
    return bool(meanings(heading)) or heading.strip().casefold() in OTHERS.split()


def _is_in(known: str, words: list[str]) -> bool:
    if known.endswith("-"):
        return any(word.startswith(known[:-1]) for word in words)
    if known.startswith("-"):
        return any(word.endswith(known[1:]) for word in words)
    return known in words


def kind(headings: list[str]) -> tuple[str, list[str]]:
    """Guess the kind of an export by its headings; return it with those that speak for it."""
    found = {ours for heading in headings for ours in meanings(heading)}
    for name, telling in KINDS.items():
        if len(telling & found) >= ENOUGH:
            return name, sorted(telling & found)
    return "records", []

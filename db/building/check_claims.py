"""Checks of the claim check: an event behind every claim, a number behind every number."""

from __future__ import annotations

from db.building.check_marks import number_words
from db.building.check_words import check_ids, check_length
from db.building.checker import Checker
from db.building.folder import LessonFolder, Located
from db.building.structs import ClaimEntry, ClaimsWords

FOUND_WORDS = range(1, 46)


def check_claims(folder: LessonFolder, check: Checker) -> None:
    """Notes every fault of the claims and their words."""
    if folder.claims_file is None:
        return
    check.source(folder.claims_file.at("source"), folder.claims_file.entry.source)
    for expected, claim in enumerate(folder.claims, start=1):
        if claim.entry.number != expected:
            message = f"claim {claim.entry.number} stands where claim {expected} is expected"
            check.fault(claim.at("number"), message)
        for index, event in enumerate(claim.entry.events):
            check.event(claim.at("events", index), event)
    numbers = {str(claim.entry.number) for claim in folder.claims}
    for lang, words in folder.claim_words.items():
        check_ids(words, ("claims",), words.entry.claims, numbers, "claims.toml", check)
        for claim in folder.claims:
            _check_words(claim, words, lang, folder, check)


def _check_words(
    claim: Located[ClaimEntry],
    words: Located[ClaimsWords],
    lang: str,
    folder: LessonFolder,
    check: Checker,
) -> None:
    key = str(claim.entry.number)
    told = words.entry.claims.get(key)
    if told is None:
        return
    keys = ("claims", key, "found")
    check_length(words, keys, told.found, FOUND_WORDS, check)
    carried: set[str] = set()
    for event in claim.entry.events:
        event_words = folder.event_words[lang].get(event)
        if event_words is None or event not in folder.events:
            return  # told as a fault of the claim, or of the event
        facts, figures = event_words.entry.facts, event_words.entry.figures
        carried |= set(number_words(" ".join(facts.values())))
        carried |= {n for figure in figures.values() for n in number_words(figure.shown)}
        carried |= {
            n
            for point in event_words.entry.contested.values()
            for side in point.positions.values()
            for n in number_words(side.says)
        }
        carried |= set(number_words(folder.events[event].entry.when.replace("-", " ")))
    for number in number_words(told.found):
        if number not in carried:
            message = f"no fact or figure of the claim's events holds the number {number}"
            check.fault(words.at(*keys), message)

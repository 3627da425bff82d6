"""Checks of the claim check: an event behind every claim, a number behind every number."""

from __future__ import annotations

from db.building.carried import Carried
from db.building.check_words import check_ids, check_length
from db.building.checker import Checker
from db.building.event_marks import EventMarks
from db.building.folder import LessonFolder, Located
from db.building.structs import ClaimEntry, ClaimsWords
from db.marks import plain

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
    carried = Carried(lang)
    for event in claim.entry.events:
        event_words = folder.event_words[lang].get(event)
        if event_words is None or event not in folder.events:
            return  # told as a fault of the claim, or of the event
        marks = EventMarks(folder.events[event], event_words, lang, check)
        carried = carried.joined([marks.carried(marks.ids)])
    for what, _ in carried.excess(plain(told.found)):
        message = f"no fact or figure of the claim's events holds {what}"
        check.fault(words.at(*keys), message)

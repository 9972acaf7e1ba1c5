"""Reasons for which a list was not read from the EHR's server, in our own words."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """Completes "it was not read, because …"; nothing of the request, the answer or the patient stands in it."""

    NOT_LISTED = "fhirServer is not one of the servers that may be read here"
    NO_ADDRESS = "the name of the server leads to no address that may be called"
    UNSENDABLE = "the access token cannot be sent"
    EXPIRED = "the access token has expired"
    SCOPE = "the scope of the access token does not cover it"
    UNREACHABLE = "the server could not be reached"
    BROKEN_OFF = "the connection to the server broke off"
    TIME = "the time budget was spent"
    REDIRECT = "the server redirects, and redirects are not followed"
    UNAUTHORIZED = "the server did not accept the access token (401)"
    FORBIDDEN = "the server refused access (403)"
    NOT_FOUND = "the server does not know it (404)"
    GONE = "the server says that it is gone (410)"
    BUSY = "the server is too busy (429)"
    FAILED = "the server failed (5xx)"
    REFUSED = "the server refused the search"
    OUTCOME = "the server reported an error in an OperationOutcome"
    MEDIA_TYPE = "the answer is not FHIR JSON"
    NOT_JSON = "the answer is not JSON, or was cut off"
    PACKED = "the answer is packed in a way that is not read here"
    NOT_ASKED_FOR = "the answer is not the resource that was asked for"
    VERSION = "the server answers in another version of FHIR, and R4 is read here"
    FOREIGN = "the server answered with another patient's resources"
    TOO_LARGE = "the answer is too large"
    TOO_MANY_PAGES = "there are too many pages"
    NEXT_ELSEWHERE = "its next page lies on another server or outside the base, and is not followed"
    NEXT_AGAIN = "its pages lead back to an earlier one"


class NotRead(Exception):
    """A list, or the rest of it, could not be read; `after` so many seconds it may be asked for again."""

    def __init__(self, reason: Reason, after: float | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.after = after

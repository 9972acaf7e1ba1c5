"""How the FHIR server behaves: sound by default, otherwise as the settings of a fault profile say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cds_service.harness.ehr.faults.profile import FaultProfile, Side


class NextLink(StrEnum):
    """Where the link to the next page leads."""

    SOUND = "sound"
    FOREIGN = "foreign"  # another origin
    FORGETFUL = "forgetful"  # the same server, without the criteria
    LOOP = "loop"  # the first page again


class Unknown(StrEnum):
    """What a search makes of a parameter that the server does not know."""

    IGNORED = "ignored"
    REFUSED = "refused"
    NO_MATCH = "no-match"


class Total(StrEnum):
    """When a searchset says how many matches there are."""

    ALWAYS = "always"
    ON_REQUEST = "on-request"  # _total=accurate or _summary=count


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """The behaviour of the FHIR server towards reads, searches and writes; `metadata` is always sound.

    listens            False: nothing accepts connections at its address
    delay_ms           how long every answer takes
    status, headers    in place of those of the sound answer
    body, media_type   in place of those of the sound answer; the body may be empty
    cut                the share of the body that is sent, with a Content-Length that fits it
    breaks_off         half the body is sent under the Content-Length of the whole, then the connection ends
    redirects          307 to the same path of another origin, which answers soundly
    later_pages_only   what stands above concerns only the pages after the first
    page_size          when set, in place of the server's own and of any greater `_count`
    ignored            search parameters that are accepted and do nothing
    empty_for          search parameters with which nothing is found
    first_value_only   of a repeated parameter only the first counts
    other_patient      the resources that are found name another patient
    years_older        how many years the dates in resources are moved back
    posts              False: `POST [type]/_search` is answered with 405
    cors               False: browsers are not let in
    """

    listens: bool = True
    delay_ms: int = 0
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    media_type: str | None = None
    cut: float = 1.0
    breaks_off: bool = False
    redirects: bool = False
    later_pages_only: bool = False
    page_size: int | None = None
    total: Total = Total.ALWAYS
    next_link: NextLink = NextLink.SOUND
    unknown: Unknown = Unknown.IGNORED
    ignored: frozenset[str] = frozenset()
    empty_for: frozenset[str] = frozenset()
    first_value_only: bool = False
    other_patient: bool = False
    years_older: int = 0
    posts: bool = True
    cors: bool = True


_ENUMS = {"total": Total, "next_link": NextLink, "unknown": Unknown}
_SETS = ("ignored", "empty_for")


def conduct_of(fault: FaultProfile | None) -> Conduct:
    """The conduct under a profile; sound without one and under a fault of the client.

    Raises `TypeError` for a setting that does not exist, and `ValueError` for a word that a setting does not know.
    """
    settings = dict(fault.settings) if fault and fault.side is Side.SERVER else {}
    for name, kind in _ENUMS.items():
        if name in settings:
            settings[name] = kind(settings[name])
    for name in _SETS:
        if name in settings:
            settings[name] = frozenset(settings[name])
    return Conduct(**settings)

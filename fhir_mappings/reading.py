"""One patient's resources → record: every reader once, their findings put together."""

from __future__ import annotations

from cds_service.case.record import Record
from cds_service.logic.fact import Fact
from fhir_mappings.reader import Reader, Sources
from fhir_mappings.readers import READERS
from fhir_mappings.resources import LISTS


def read(sources: Sources, readers: tuple[Reader, ...] = READERS) -> Record:
    """What the resources say. Two readers never speak about the same item (a test holds them to it)."""
    found = [reader.read(sources) for reader in readers]
    facts: dict[str, Fact] = {name: fact for part in found for name, fact in part.facts.items()}
    return Record(
        facts=facts,
        doubts={name: doubt for part in found for name, doubt in part.doubts.items()},
        specimens=tuple(specimen for part in found for specimen in part.specimens),
        statuses=tuple(status for part in found for status in part.statuses),
        treatments=tuple(treatment for part in found for treatment in part.treatments),
        retrieved=sources.resources.complete,
        doubtful=frozenset(LISTS) - sources.resources.absent - sources.resources.complete,
        notes=(*sources.resources.notes, *(note for part in found for note in part.notes)),
    )

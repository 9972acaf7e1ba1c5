"""Every fault with the one rule that it breaks."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.harness.broken.breaking import (
    GONE,
    answered,
    is_call,
    is_discovery,
    is_feedback,
    listed,
    replying,
    saying,
    sends,
    status,
    template,
    without_header,
)
from tests.harness.broken.sound import BASE, Fault, is_upper, raw, slow, version_of

REQUESTS = tuple(
    json.loads(file.read_text("utf-8")) for file in sorted((Path(__file__).parent / "requests").glob("*.json"))
)
_CARD = "/cards/0"
_SUGGESTION = f"{_CARD}/suggestions/0"
_CREATE, _UPDATE, _DELETE = (f"{_SUGGESTION}/actions/{index}" for index in range(3))
_SOURCE = f"{_CARD}/source"
_ABSOLUTE, _SMART = f"{_CARD}/links/0", f"{_CARD}/links/1"
_ENTRY = "/services/0"
_CODE_ONLY = {"code": "x", "display": "X"}


def _forgiving(*words: str) -> Fault:
    return Fault(forgives=frozenset(words))


def _refusing(test: Callable[[Any], bool]) -> Fault:
    return Fault(refuse=test)


def _valid(body: dict[str, Any]) -> bool:
    """The very calls of the folder."""
    return body in REQUESTS


def _prefetched(key: str, test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Whether the value under this key of a call's prefetch fits."""

    def fits(body: Any) -> bool:
        prefetch = body.get("prefetch")
        return isinstance(prefetch, dict) and key in prefetch and test(prefetch[key])

    return fits


def _entries(bundle: Any) -> list[Any]:
    return bundle.get("entry", []) if isinstance(bundle, dict) else []


def _is_outcome_entry(entry: Any) -> bool:
    return bool(entry["resource"]["resourceType"] == "OperationOutcome")


def _noisy(body: Any, request: Any) -> Any:
    return {**body, "cards": [{**card, "detail": f"{random.random()}"} for card in body["cards"]]}


def _shuffled(body: Any) -> Any:
    return {**body, "extension": {"org.example.asked": {"at": random.random()}}}


def _noting_extensions(body: Any, request: Any) -> Any:
    return {"cards": []} if "extension" in request or "extension" in request.get("context", {}) else body


def _echoing(body: Any, request: Any) -> Any:
    name = request["prefetch"]["patient"]["name"][0] if body["cards"] else {}
    return {**body, "cards": [{**card, "detail": f"About {name.get('family')}."} for card in body["cards"]]}


def _also_doing(body: Any, request: Any) -> Any:
    actions = body["cards"][0]["suggestions"][0]["actions"] if body["cards"] else []
    offered = actions[-1] if actions else {}
    if not offered or offered["resource"]["resourceType"] != "Basic":
        return body
    return {**body, "systemActions": [{**offered, "description": "Done already"}]}


def _mixing_up() -> Callable[[httpx.Request, httpx.Response], httpx.Response]:
    """Answers a call as if nothing were known while another is under way."""
    under_way: list[httpx.Request] = []

    def wire(request: httpx.Request, sound: httpx.Response) -> httpx.Response:
        if not sends(_valid)(request):
            return sound
        under_way.append(request)
        time.sleep(0.005)  # long enough for another to come in
        mixed = len(under_way) > 1
        under_way.remove(request)
        return raw('{"cards": []}') if mixed else sound

    return wire


def _counting_keys(body: Any, request: Any) -> Any:
    return {"cards": []} if len(request.get("prefetch", {})) > 2 else body


def _no_cards_when(test: Callable[[Any], bool]) -> Fault:
    return Fault(answer=lambda body, request: {"cards": []} if test(request) else body)


def _card_when(test: Callable[[Any], bool]) -> Fault:
    card = {
        "uuid": "4a5b6c7d-8e9f-4a1b-9c2d-3e4f5a6b7c8d",
        "summary": "Odd",
        "indicator": "info",
        "source": {"label": "Example"},
    }
    return Fault(answer=lambda body, request: {"cards": [card]} if test(request) else body)


def _forwarded(sound: httpx.Response) -> httpx.Response:
    return httpx.Response(307, headers={**sound.headers, "Location": "/elsewhere"}, content=b"")


def _errors_without_cors(request: httpx.Request, sound: httpx.Response) -> httpx.Response:
    if sound.status_code >= 400:
        del sound.headers["Access-Control-Allow-Origin"]
    return sound


def _only_once(which: Callable[[Any], bool]) -> Fault:
    """Refuses such a body when it comes for the second time."""
    seen: list[Any] = []

    def refuse(body: Any) -> bool:
        seen.append(body)
        return which(body) and seen.count(body) == 2

    return _refusing(refuse)


def _feedback_refused(test: Callable[[Any], bool]) -> Fault:
    return _refusing(lambda body: any(test(item) for item in body.get("feedback", ()) if isinstance(item, dict)))


def _letting_anybody_in(sound: httpx.Response) -> httpx.Response:
    sound.headers["Access-Control-Allow-Credentials"] = "true"
    return sound


def _context(body: dict[str, Any]) -> dict[str, Any]:
    context = body.get("context")
    return context if isinstance(context, dict) else {}


def _as_text(sound: httpx.Response) -> httpx.Response:
    sound.headers["Content-Type"] = "text/plain"
    return sound


def _repeating(request: httpx.Request, sound: httpx.Response) -> httpx.Response:
    if sound.status_code != 400 or b"Canary" not in request.content:
        return sound
    issue = {"severity": "error", "code": "invalid", "diagnostics": "Canary-Nightjar"}
    body = httpx.Response(400, json={"resourceType": "OperationOutcome", "issue": [issue]}).content
    return httpx.Response(400, headers={**sound.headers, "Content-Length": str(len(body))}, content=body)


def _using(*templates: tuple[str, str]) -> Fault:
    """Discovery with these keys more, each with a search for what its expression gives."""
    queries = {key: f"Encounter?patient={{{{context.patientId}}}}&_id={{{{{token}}}}}" for key, token in templates}
    plain = {key: query.partition("&")[0] if query.endswith("{{x}}") else query for key, query in queries.items()}

    def with_more(body: Any) -> Any:
        first, *others = body["services"]
        return {**body, "services": [{**first, "prefetch": {**first["prefetch"], **plain}}, *others]}

    return Fault(discovery=with_more)


_TWICE = {"hook": "patient-view", "id": "sound-view", "title": "Twice", "description": "Listed twice."}

FAULTS: tuple[tuple[str, str, Fault], ...] = (
    ("S-T01", "plain http", Fault(base="http://sound.example.org")),
    ("S-T04", "preflight refused", status(403, lambda request: request.method == "OPTIONS")),
    (
        "S-T04",
        "authorization not allowed",
        without_header("Access-Control-Allow-Headers", lambda r: r.method == "OPTIONS"),
    ),
    ("S-T04a", "errors without CORS", Fault(wire=_errors_without_cors)),
    ("S-T05", "credentials for everybody", replying(lambda r: r.method == "OPTIONS", _letting_anybody_in)),
    ("S-T06", "cacheable answers", without_header("Cache-Control", is_call)),
    ("S-D01", "discovery not found", status(404, is_discovery)),
    ("S-D01", "discovery elsewhere", replying(is_discovery, _forwarded)),
    ("S-D01a", "discovery of the moment", Fault(discovery=_shuffled)),
    ("S-D01b", "slash redirected", replying(lambda r: r.url.path.endswith("/"), _forwarded)),
    ("S-D02", "a bare array", Fault(discovery=lambda body: body["services"])),
    (
        "S-D02",
        "services by id",
        Fault(discovery=lambda body: {"services": {one["id"]: one for one in body["services"]}}),
    ),
    ("S-D04", "entry without hook", listed(f"{_ENTRY}/hook", GONE)),
    ("S-D05", "entry without title", listed(f"{_ENTRY}/title", GONE)),
    ("S-D06", "entry without description", listed(f"{_ENTRY}/description", GONE)),
    ("S-D07", "entry without id", listed(f"{_ENTRY}/id", GONE)),
    ("S-D07a", "id of no service", listed(f"{_ENTRY}/id", "sound-viewer")),
    ("S-D08", "id feedback", listed(f"{_ENTRY}/id", "feedback")),
    ("S-D09", "a template that is an object", listed(f"{_ENTRY}/prefetch/more", {"query": "Patient/1"})),
    ("S-D10", "requirements as list", listed(f"{_ENTRY}/usageRequirements", ["none"])),
    ("S-D11", "listed twice", Fault(discovery=lambda body: {**body, "services": [*body["services"], _TWICE]})),
    ("S-D17", "hook of its own without a domain", listed(f"{_ENTRY}/hook", "my-hook")),
    ("S-P01", "absolute template", template("https://ehr.example.org/Condition?patient={{context.patientId}}")),
    ("S-P01", "operation", template("Patient/{{context.patientId}}/$everything")),
    ("S-P01", "no such resource type", template("Diagnoses?patient={{context.patientId}}")),
    ("S-P02", "single braces", template("Condition?patient={{context.patientId}}&code={code}")),
    (
        "S-P03",
        "expression as token",
        template("Condition?patient={{context.patientId}}&onset-date=ge{{today() - 90 days}}"),
    ),
    (
        "S-P04",
        "a field that is no token",
        template("Condition?patient={{context.patientId}}&encounter={{context.visitId}}"),
    ),
    (
        "S-P06",
        "prefixed user token",
        template("Condition?patient={{context.patientId}}&asserter=Practitioner/{{context.userPractitionerId}}"),
    ),
    ("S-P07", "type twice", template("Practitioner/{{context.userId}}")),
    ("S-P08", "optional field", template("Condition?patient={{context.patientId}}&encounter={{context.encounterId}}")),
    ("S-P10", "chained search", template("Condition?patient={{context.patientId}}&encounter.class=IMP")),
    ("S-P10", "included resources", template("Condition?patient={{context.patientId}}&_include=Condition:asserter")),
    ("S-P11", "sorting of DSTU2", template("Condition?patient={{context.patientId}}&_sort:desc=recorded-date")),
    ("S-P12", "everybody's conditions", template("Condition?code=http://snomed.info/sct|254611009")),
    ("S-J01", "NaN", saying('{"cards": NaN}', sends(_valid), 200)),
    ("S-J01", "a member twice", saying('{"cards": [], "cards": []}', sends(_valid), 200)),
    ("S-J01", "byte-order mark", saying('\ufeff{"cards": []}', sends(_valid), 200)),
    ("S-J02", "detail null", answered("/cards/1/detail", None)),
    ("S-J02", "title null", listed(f"{_ENTRY}/title", None)),
    ("S-J03", "links empty", answered("/cards/1/links", [])),
    ("S-J03", "prefetch empty", listed(f"{_ENTRY}/prefetch", {})),
    ("S-J05", "blank label", answered("/cards/1/source/label", "  ")),
    ("S-J08", "text/plain", Fault(wire=lambda request, sound: sound if not is_call(request) else _as_text(sound))),
    ("S-R01", "valid calls refused", _refusing(_valid)),
    ("S-R03", "a call without hookInstance", _forgiving("hookInstance")),
    ("S-R03", "an empty body taken", saying('{"cards": []}', lambda r: is_call(r) and not r.content, 200)),
    ("S-R04", "another hook", _forgiving("another hook")),
    ("S-R05", "every id", saying('{"cards": []}', lambda r: "no-such" in r.url.path, 200)),
    ("S-R05a", "GET answered", saying('{"cards": []}', lambda r: r.method == "GET" and "sound-" in r.url.path, 200)),
    ("S-R06", "strict members", _refusing(lambda body: "notDefinedAnywhere" in body)),
    ("S-R06a", "extensions change the answer", Fault(answer=_noting_extensions)),
    ("S-R07", "lower case only", _refusing(lambda body: is_upper(str(body.get("hookInstance", ""))))),
    ("S-R07", "version 4 only", _refusing(lambda body: version_of(str(body.get("hookInstance", ""))) in {1, 7})),
    ("S-R08", "each hookInstance once", _only_once(_valid)),
    ("S-R09", "slow", replying(sends(_valid), slow)),
    ("S-R11", "practitioners only", _refusing(lambda body: "Role/" in str(_context(body).get("userId")))),
    ("S-R12", "complete orders only", _refusing(lambda body: "harness-draft" in str(_context(body)))),
    ("S-R14", "orders only", _refusing(lambda body: "harness-vision" in str(_context(body).get("draftOrders")))),
    ("S-R15", "small bodies only", status(414, lambda request: len(request.content) > 1_000_000)),
    ("S-R16", "drafts only", _refusing(lambda body: "'active'" in str(_context(body).get("draftOrders")))),
    ("S-T07", "the data of another", _forgiving("another patient")),
    ("S-F05", "SMART scopes only", _refusing(lambda body: "fhirAuthorization" in body)),
    ("S-Q02", "400 instead of 412", status(400, sends(lambda body: "patient" not in (body.get("prefetch") or {})))),
    ("S-Q03", "null refused", status(412, sends(_prefetched("patient", lambda value: value is None)))),
    (
        "S-Q04",
        "empty is not null",
        _card_when(_prefetched("conditions", lambda value: isinstance(value, dict) and not _entries(value))),
    ),
    ("S-Q05", "absent is nothing", _forgiving("absent")),
    ("S-Q06", "a failure is nothing", _forgiving("outcome")),
    (
        "S-Q07",
        "a warning is something",
        _card_when(
            _prefetched("conditions", lambda value: len(_entries(value)) == 1 and _is_outcome_entry(value["entry"][0]))
        ),
    ),
    ("S-Q10", "an extra key changes the answer", Fault(answer=_counting_keys)),
    ("S-Q12", "entries counted", _no_cards_when(_prefetched("conditions", lambda value: len(_entries(value)) == 3))),
    ("S-Q15", "412 for a full call", status(412, sends(_valid))),
    ("S-S01", "201", status(201, sends(_valid))),
    (
        "S-S05",
        "an error of its own",
        saying('{"error": "no"}', lambda request: not request.content and is_call(request)),
    ),
    ("S-S05a", "the name repeated", Fault(wire=_repeating)),
    ("S-S07", "500 for no JSON", status(500, lambda request: is_call(request) and request.content == b"[]")),
    ("S-S07", "500 for unknown feedback", status(500, is_feedback)),
    ("S-S09", "an HTML page", saying("<h1>Bad Request</h1>", lambda r: is_call(r) and not r.content, 400, "text/html")),
    ("S-S09", "the framework's own error", saying('{"detail": "bad"}', lambda r: is_call(r) and not r.content)),
    (
        "S-C01",
        "no cards member",
        Fault(
            answer=lambda body, request: (
                {key: body[key] for key in body if key != "cards"} or {"extension": {"org.example.empty": {"a": 1}}}
            )
        ),
    ),
    (
        "S-C02",
        "system actions in lower case",
        Fault(
            answer=lambda body, request: {
                ("systemactions" if key == "systemActions" else key): value for key, value in body.items()
            }
        ),
    ),
    ("S-C02", "system actions in a card", answered("/cards/1/systemActions", [{"type": "create"}])),
    (
        "S-C03",
        "the same uuid twice",
        Fault(answer=lambda body, request: {**body, "cards": [{**card, "uuid": "one"} for card in body["cards"]]}),
    ),
    ("S-C04", "140 characters", answered(f"{_CARD}/summary", "x" * 140)),
    ("S-C04", "no summary", answered(f"{_CARD}/summary", GONE)),
    ("S-C04a", "markdown in summary", answered(f"{_CARD}/summary", "Consider **this**")),
    ("S-C05", "script in detail", answered(f"{_CARD}/detail", "<script>alert(1)</script>")),
    ("S-C05", "javascript link in detail", answered(f"{_CARD}/detail", "[here](javascript:alert(1))")),
    ("S-C05", "detail an object", answered(f"{_CARD}/detail", {"text": "x"})),
    ("S-C05a", "HTML in detail", answered(f"{_CARD}/detail", "<b>bold</b>")),
    ("S-C05c", "the name unescaped", Fault(answer=_echoing)),
    ("S-C05b", "image in detail", answered(f"{_CARD}/detail", "![logo](https://example.org/logo.png)")),
    ("S-C06", "hard-stop", answered(f"{_CARD}/indicator", "hard-stop")),
    ("S-C06", "Info", answered("/cards/1/indicator", "Info")),
    ("S-C07", "no source", answered(f"{_CARD}/source", GONE)),
    ("S-C08", "one suggestion as object", answered("/cards/1/suggestion", {"label": "x"})),
    ("S-C09", "no selectionBehavior", answered(f"{_CARD}/selectionBehavior", GONE)),
    ("S-C10", "all", answered(f"{_CARD}/selectionBehavior", "all")),
    ("S-C11", "selection among nothing", answered("/cards/1/selectionBehavior", "any")),
    ("S-C12", "reason without display", answered(f"{_CARD}/overrideReasons/0/display", GONE)),
    ("S-C12a", "overrideReason", answered("/cards/1/overrideReason", [{"code": "x"}])),
    ("S-C14", "links an object", answered("/cards/1/links", {"label": "x"})),
    ("S-C19", "chance in the answer", Fault(answer=_noisy)),
    ("S-O01", "source without label", answered(f"{_SOURCE}/label", GONE)),
    ("S-O02", "relative source", answered(f"{_SOURCE}/url", "/guide")),
    ("S-O03", "source of the patient", answered(f"{_SOURCE}/url", "https://example.org/guide?patient=invented")),
    ("S-O04", "relative icon", answered(f"{_SOURCE}/icon", "icon.png")),
    ("S-O05", "topic a string", answered(f"{_SOURCE}/topic", "neutral")),
    ("S-O07", "topic without system", answered(f"{_SOURCE}/topic", _CODE_ONLY)),
    ("S-O07", "reason without code", answered(f"{_CARD}/overrideReasons/0/code", GONE)),
    ("S-O08", "userSelected", answered(f"{_CARD}/overrideReasons/0/userSelected", True)),
    ("S-G01", "suggestion without label", answered(f"{_SUGGESTION}/label", GONE)),
    ("S-G02", "suggestion without uuid", answered(f"{_SUGGESTION}/uuid", GONE)),
    ("S-G03", "isRecommended a string", answered(f"{_SUGGESTION}/isRecommended", "yes")),
    ("S-G04", "two recommended", answered(f"{_CARD}/suggestions/1/isRecommended", True)),
    ("S-G05", "actions an object", answered(f"{_CARD}/suggestions/1/actions", {"type": "create"})),
    ("S-G07", "updated and deleted", answered(f"{_DELETE}/resourceId", "ServiceRequest/o1")),
    ("S-G08", "actionSelectionBehavior", answered(f"{_SUGGESTION}/actionSelectionBehavior", "any")),
    ("S-A01", "type in capitals", answered(f"{_CREATE}/type", "Create")),
    ("S-A02", "action without description", answered(f"{_CREATE}/description", GONE)),
    ("S-A02a", "system action without description", answered("/systemActions/0/description", GONE)),
    ("S-A03", "resource as text", answered("/systemActions/0/resource", '{"resourceType": "Basic"}')),
    ("S-A04", "update without id", answered(f"{_UPDATE}/resource", {"resourceType": "Basic", "code": {"text": "x"}})),
    ("S-A04a", "update as a patch", answered(f"{_UPDATE}/resource/note", GONE)),
    ("S-A05", "delete by address", answered(f"{_DELETE}/resourceId", "https://ehr.example.org/ServiceRequest/o2")),
    ("S-A06", "delete with both", answered(f"{_DELETE}/resource", "ServiceRequest/o2")),
    ("S-A07", "create with resourceId", answered(f"{_CREATE}/resourceId", "ServiceRequest/o9")),
    ("S-A09", "order about nobody", answered(f"{_CREATE}/resource/subject", {"reference": "Patient/nobody"})),
    ("S-A09", "signed order", answered(f"{_CREATE}/resource/status", "active")),
    ("S-A10", "delete of something else", answered(f"{_DELETE}/resourceId", "ServiceRequest/o3")),
    (
        "S-A14",
        "system action orders",
        answered(
            "/systemActions/0/resource",
            {
                "resourceType": "ServiceRequest",
                "status": "draft",
                "intent": "order",
                "subject": {"reference": "Patient/invented"},
            },
        ),
    ),
    ("S-A08", "a reference to nothing", answered(f"{_CREATE}/resource/supportingInfo/0/reference", "urn:uuid:lost")),
    ("S-A11", "another version", answered(f"{_UPDATE}/resource/meta/versionId", "1")),
    ("S-A15", "offered and done", Fault(answer=_also_doing)),
    ("S-J07", "an order without intent", answered(f"{_CREATE}/resource/intent", GONE)),
    ("S-D19", "the address in discovery", listed(f"{_ENTRY}/url", f"{BASE}/cds-services/sound-view")),
    ("S-Q11", "a page is nothing", _forgiving("text")),
    ("S-Q14", "duplicates counted", _forgiving("duplicates")),
    ("S-L10", "a link in detail only", answered(f"{_CARD}/detail", "See [this](https://example.org/other).")),
    ("S-X10", "calls mixed up", Fault(wire=_mixing_up())),
    ("S-L01", "link without label", answered(f"{_ABSOLUTE}/label", GONE)),
    (
        "S-L02",
        "another type of link",
        answered("/cards/1/links", [{"label": "x", "url": "https://example.org", "type": "web"}]),
    ),
    ("S-L03", "relative link", answered(f"{_ABSOLUTE}/url", "/guide")),
    ("S-L04", "launch added", answered(f"{_SMART}/url", "https://example.org/launch?iss=https://ehr.example.org")),
    ("S-L05", "appContext an object", answered(f"{_SMART}/appContext", {"k": 1})),
    ("S-L05", "appContext in an absolute link", answered(f"{_ABSOLUTE}/appContext", "k=1")),
    ("S-L07", "autoLaunchable", answered(f"{_SMART}/autoLaunchable", True)),
    ("S-L08", "launched beside other advice", answered(f"{_SMART}/autolaunchable", True)),
    ("S-L09", "javascript link", answered(f"{_ABSOLUTE}/url", "javascript:alert(1)")),
    ("S-K02", "one item at a time", _refusing(lambda body: len(body.get("feedback") or ()) > 1)),
    ("S-K03", "no acceptance", _feedback_refused(lambda item: len(item.get("acceptedSuggestions", ())) == 1)),
    ("S-K03a", "any feedback", _forgiving("feedback")),
    ("S-K04", "no fractions", _feedback_refused(lambda item: "." in item.get("outcomeTimestamp", ""))),
    ("S-K04", "Z only", _feedback_refused(lambda item: "+00:00" in item.get("outcomeTimestamp", ""))),
    ("S-K05", "one suggestion", _feedback_refused(lambda item: len(item.get("acceptedSuggestions", ())) == 2)),
    ("S-K06", "no comments", _feedback_refused(lambda item: "userComment" in item.get("overrideReason", {}))),
    ("S-K07", "feedback once", _only_once(lambda body: "feedback" in body)),
    ("S-K13", "no extensions in feedback", _feedback_refused(lambda item: "extension" in item)),
    (
        "S-E02",
        "extensions of FHIR",
        answered(f"{_CARD}/extension", [{"url": "https://example.org", "valueString": "x"}]),
    ),
    ("S-E03", "a short name", answered(f"{_CARD}/extension", {"kind": {"a": 1}})),
)

# version, rule, what is wrong, fault: on top of what the sound service, written for 2.0.1, breaks in that version
OF_OTHER_VERSIONS: tuple[tuple[str, str, str, Fault], ...] = (
    ("1.1", "S-J05", "blank label", answered("/cards/1/source/label", "  ")),
    ("1.0", "S-C10", "any", answered(f"{_CARD}/selectionBehavior", "any")),
    ("1.1", "S-O07", "reason without code", answered(f"{_CARD}/overrideReasons/0/code", GONE)),
    (
        "3.0-ballot",
        "S-G09",
        "an unknown actionSelectionBehavior",
        answered(f"{_SUGGESTION}/actionSelectionBehavior", "one"),
    ),
    (
        "3.0-ballot",
        "S-S05",
        "an error of its own",
        saying('{"error": "no"}', lambda request: not request.content and is_call(request)),
    ),
    ("3.0-ballot", "S-P13", "too early", _using(("encounter", "%visits.id"), ("visits", "x"))),
    ("3.0-ballot", "S-P14", "a circle", _using(("one", "%two.id"), ("two", "%one.id"))),
    ("3.0-ballot", "S-P15", "a type that does not exist", _using(("one", "context.draftOrders.ofType(Order).id"))),
    (
        "3.0-ballot",
        "S-P16",
        "an expression of its own",
        _using(("one", "context.draftOrders.where(status='draft').id")),
    ),
)

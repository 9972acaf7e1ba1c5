"""An HTTP request → what it asks of the FHIR server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, quote

from starlette.requests import Request

from cds_service.harness.ehr.addresses import ELSEWHERE
from cds_service.harness.ehr.ehr import Asked, Ehr
from cds_service.harness.ehr.faults.conduct import Conduct
from cds_service.harness.ehr.search.criteria import Pair
from cds_service.harness.ehr.search.parameters import resource_types
from cds_service.harness.ehr.server.answers import Refusal
from cds_service.harness.ehr.server.cursor import PARAMETER, Cursor, cursor_of

_JSON = frozenset(
    {"json", "application/json", "application/fhir+json", "application/json+fhir", "application/*", "*/*"}
)
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, read; `conduct` is sound at the other origin.

    base       where the links of the answer lead
    elsewhere  the same at the other origin
    below      what was asked for below the base, with its query
    is_form    True for a search by POST, whose body is among the pairs
    """

    ehr: Ehr
    conduct: Conduct
    base: str
    elsewhere: str
    method: str
    below: str
    kind: str
    identifier: str
    pairs: tuple[Pair, ...]
    body: bytes
    headers: Mapping[str, str]
    is_form: bool

    @property
    def cursor(self) -> Cursor | None:
        """Where the page that is asked for starts; None unless a link led to it. Raises `Refusal`."""
        return cursor_of(self.pairs)

    @property
    def is_later_page(self) -> bool:
        """True if a next link led here."""
        return PARAMETER in dict(self.pairs)


async def call_of(request: Request, ehr: Ehr, root: str) -> Call:
    """The request, which the EHR remembers as having been asked. Raises nothing, whatever it holds."""
    body = await request.body()
    is_elsewhere = root == ELSEWHERE
    path = request.url.path.removeprefix(root).lstrip("/")
    is_form = request.method == "POST" and path.endswith("/_search")
    query = "&".join(filter(None, (request.url.query, body.decode("utf-8", "replace") if is_form else "")))
    below = f"{quote(path)}?{query}" if query else quote(path)
    has_token = "authorization" in request.headers
    ehr.note(Asked(method=request.method, path=below, has_token=has_token, is_elsewhere=is_elsewhere))
    return Call(
        ehr=ehr,
        conduct=Conduct() if is_elsewhere else ehr.conduct,
        base=f"{request.url.scheme}://{request.url.netloc}{root}",
        elsewhere=f"{request.url.scheme}://{_twin(request)}{ELSEWHERE}",
        method=request.method,
        below=below,
        kind=request.path_params.get("kind", ""),
        identifier=request.path_params.get("identifier", ""),
        pairs=tuple(parse_qsl(query, keep_blank_values=True)),
        body=body,
        headers=request.headers,
        is_form=is_form,
    )


def check(call: Call) -> None:
    """Raises `Refusal` for a type that is not served, and for what is neither sent nor wanted as JSON."""
    if call.kind not in resource_types():
        raise Refusal(HTTPStatus.NOT_FOUND, "This resource type is not served; see metadata.")
    wanted = dict(call.pairs).get("_format") or call.headers.get("accept", "*/*")
    if not any(_media_type(one) in _JSON for one in wanted.split(",")):
        raise Refusal(HTTPStatus.NOT_ACCEPTABLE, "Ask for application/fhir+json.")
    sent = _media_type(call.headers.get("content-type", ""))
    if call.body and not (sent == _FORM if call.is_form else sent in _JSON):
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send {_FORM if call.is_form else 'application/fhir+json'}.")


def _media_type(text: str) -> str:
    return text.partition(";")[0].strip().lower().replace(" ", "+")


def _twin(request: Request) -> str:
    """Another name of this machine, so that it is seen who follows a link there; or else one that leads nowhere."""
    host, port = request.url.hostname or "", request.url.port
    name = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}.get(host, "elsewhere.invalid")
    return f"{name}:{port}" if port else name

"""Composition root: settings → knowledge, services and the application."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from cds_service.auth.admission import Auth, Gate, admit, registered
from cds_service.auth.client import Caller
from cds_service.auth.keys.decoys import decoys
from cds_service.auth.rate import RateLimit
from cds_service.auth.replay.database import DatabaseMemory
from cds_service.auth.replay.memory import OwnMemory, ReplayMemory, SharedMemory
from cds_service.cards.frame import AWAITING_REVIEW, Frame
from cds_service.cards.wire import response
from cds_service.database.address import file_of, located, make_file
from cds_service.database.database import Database
from cds_service.database.engine import engine_at
from cds_service.ehr.completing import completed
from cds_service.ehr.connections import Connections
from cds_service.ehr.reasons import Reason
from cds_service.feedback.desk import Desk
from cds_service.guideline import identity
from cds_service.guideline.questions import QUESTIONS
from cds_service.guideline.recommendations import RECOMMENDATIONS
from cds_service.guideline.warnings import WARNINGS
from cds_service.hooks.explanation import explanation
from cds_service.hooks.order_select import ORDER_SELECT
from cds_service.hooks.order_sign import ORDER_SIGN
from cds_service.hooks.ordering import drafts_of, to_check
from cds_service.hooks.patient_view import PATIENT_VIEW
from cds_service.hooks.prefetch import gathered, lists_of
from cds_service.hooks.request import HookRequest
from cds_service.hooks.service import Service
from cds_service.hooks.standing import STANDING, standing_of
from cds_service.knowledge import Knowledge, assembled
from cds_service.observing.call import note
from cds_service.respond import Advice, advise
from cds_service.settings import PREFIX, Settings, SettingsError, load
from cds_service.web.app import create_app, limits_of
from cds_service.web.feedback import feedback_routes
from cds_service.web.openapi.document import document
from cds_service.web.openapi.route import openapi_routes
from cds_service.web.routes import Handlers
from cds_service.web.terminology import terminology_routes
from fhir_mappings.integration.what_is_read import what_is_read
from fhir_mappings.resources import Resources
from fhir_mappings.terminology import load_terminology, read_site_maps, served, with_site_maps

SERVICES = (PATIENT_VIEW, ORDER_SELECT, ORDER_SIGN)


def application(environ: Mapping[str, str] | None = None) -> FastAPI:
    """The application as the settings in `environ` (default: the process's) describe it.

    Raises `SettingsError` or `SiteMapError` with the remedy when a setting or a site's ConceptMap is wrong.
    """
    settings = load(os.environ if environ is None else environ)
    knowledge = knowledge_for(settings)
    gate = gate_for(settings)
    connections = Connections(settings.fhir_networks)
    desk = desk_for(settings)

    async def whole(service: Service, request: HookRequest, caller: Caller) -> HookRequest:
        seconds = settings.time_budget_ms / 1000
        found = await completed(service, request, caller.fhir_servers, connections, seconds)
        note(lists=[Reason(one.why).name.lower() if one.why else "whole" for one in found.fetched.values()])
        return found

    async def respond(service: Service, request: HookRequest, caller: Caller) -> Mapping[str, Any]:
        request = await whole(service, request, caller)
        advice, found = await run_in_threadpool(walk, knowledge, service, request, settings.as_of or date.today())
        desk.note(service.id, advice.cards, knowledge.named)
        note(cards=[(card.source.topic.code, card.indicator) for card in advice.cards])
        return response(advice.cards, knowledge.named, {STANDING: standing_of(advice, service, request, found)})

    async def explain(service: Service, request: HookRequest, caller: Caller) -> Mapping[str, Any]:
        request = await whole(service, request, caller)
        advice, found = await run_in_threadpool(walk, knowledge, service, request, settings.as_of or date.today())
        lists = lists_of(service, request, found)
        return explanation(advice, knowledge.named, lists, standing_of(advice, service, request, found))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.open()
        try:
            yield
        finally:
            await desk.close()
            await connections.close()
            await gate.used.close()

    handlers = Handlers(
        services=SERVICES,
        guideline=knowledge.named,
        admit=partial(admit, gate),
        respond=respond,
        explain=explain,
        ready=lambda: True,
        store_is_up=desk.is_up,
    )
    app = create_app(handlers, settings, lifespan)
    ids = (service.id for service in SERVICES)
    app.include_router(feedback_routes(ids, handlers.admit, desk.take, limits_of(settings)))
    app.include_router(openapi_routes(document(SERVICES, settings)))
    library = served(read_site_maps(settings.concept_maps))
    app.include_router(terminology_routes(library, what_is_read(knowledge.terminology), settings.public_url))
    return app


def gate_for(settings: Settings) -> Gate:
    """Who may call. Raises `SettingsError` when used tokens cannot be remembered where the settings say."""
    return Gate(
        auth=settings.auth,
        public_url=settings.public_url,
        registered=registered(settings.clients, settings.fhir_networks),
        decoys=decoys(),
        used=_used_tokens(settings),
        limit=RateLimit(settings.rate_limit),
        fhir_servers=settings.fhir_servers,
    )


def desk_for(settings: Settings) -> Desk:
    """Where cards and feedback are kept. Raises `SettingsError` when nothing can be kept where the settings say."""
    return Desk(database_for(settings), settings.comment_days)


def database_for(settings: Settings, *, durable: bool = True) -> Database:
    """The database, not opened yet. Raises `SettingsError` when it is a file that cannot be made."""
    try:
        url = located(settings.database_url)
        if file := file_of(url):
            make_file(file)
    except ValueError as error:
        raise SettingsError(f"{PREFIX}DATABASE_URL: {error}") from error
    return Database(engine_at(url, durable=durable))


def knowledge_for(settings: Settings) -> Knowledge:
    """The guideline and the terminology, with the site's own ConceptMaps merged in."""
    terminology = with_site_maps(load_terminology(), read_site_maps(settings.concept_maps))
    return assembled(RECOMMENDATIONS, WARNINGS, QUESTIONS, terminology, settings.sign_off)


def reviewed(knowledge: Knowledge) -> str:
    """What the cards say about local clinical review."""
    if knowledge.sign_off is None or not knowledge.signed_off:
        return AWAITING_REVIEW
    return f"Knowledge {identity.VERSION} was signed off locally on {knowledge.sign_off.on.isoformat()}."


def advice_on(knowledge: Knowledge, service: Service, request: HookRequest, as_of: date) -> Advice:
    """The walk for one call. Raises `BadRequest` and `PreconditionFailed` when it cannot be answered."""
    return walk(knowledge, service, request, as_of)[0]


def walk(knowledge: Knowledge, service: Service, request: HookRequest, as_of: date) -> tuple[Advice, Resources]:
    """The walk for one call, and the resources from which it started; a calculation, without waiting for anything.

    Raises `BadRequest` and `PreconditionFailed` when the call cannot be answered.
    """
    drafted = drafts_of(request, knowledge.terminology)
    drafts = to_check(request, drafted) if drafted else None
    resources = gathered(service, request)
    if drafted:
        resources = replace(resources, notes=(*resources.notes, *drafted.notes))
    frame = Frame(
        hook_instance=request.hook_instance,
        patient_id=request.patient_id,
        encounter_id=request.encounter_id,
        terminology=knowledge.terminology,
        guideline=knowledge.named,
        review=reviewed(knowledge),
        limit=service.limit,
        drafts={draft.reference: draft.body for draft in drafted.drafts if draft.reference} if drafted else {},
    )
    return advise(knowledge, resources, frame, as_of, drafts), resources


def _used_tokens(settings: Settings) -> ReplayMemory:
    """Of a token nothing is lost when the process crashes; if the machine does, the last few may be good once more."""
    if settings.auth is Auth.OFF:
        return OwnMemory()
    return SharedMemory(DatabaseMemory(database_for(settings, durable=False)), OwnMemory())

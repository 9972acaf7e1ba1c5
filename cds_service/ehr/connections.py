"""Connections: one pooled client for each server that is read, opened on first use and closed when the service stops."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import pairwise

import httpx

from cds_service.ehr.hosts import Network, Resolve, callable_addresses, resolved

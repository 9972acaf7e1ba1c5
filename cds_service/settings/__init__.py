"""Settings: every environment variable of the service, with its default, its help and how it is read."""

from cds_service.settings.loading import Settings, SettingsError, load
from cds_service.settings.reading import MetricsDoor
from cds_service.settings.table import PREFIX, SETTINGS, Setting

__all__ = ["PREFIX", "SETTINGS", "MetricsDoor", "Setting", "Settings", "SettingsError", "load"]

"""The table of contents of the CRM."""

from services.crm.customers.entrypoints import CustomerEntrypoints
from services.crm.settings.entrypoints import SettingsEntrypoints
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import Service


class CrmService(CustomerEntrypoints, SettingsEntrypoints, DirectoryEntrypoints, Service):
    """Customers and their pool."""

    name = "crm"

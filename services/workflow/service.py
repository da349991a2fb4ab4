"""The table of contents of the workflow service."""

from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import Service


class WorkflowService(DirectoryEntrypoints, Service):
    """The 快点 flow engine: follows the organization, ready for its features."""

    name = "workflow"

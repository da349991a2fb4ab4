"""The table of contents of the stats service."""

from services.stats.hearing.entrypoints import HearingEntrypoints
from services.stats.journeys.hear_events import HearEvents
from services.stats.rebuilding.entrypoints import RebuildingEntrypoints
from services.stats.reconciling.entrypoints import ReconcilingEntrypoints
from services.stats.reports.entrypoints import ReportEntrypoints
from services.stats.targets.entrypoints import TargetEntrypoints
from services.stats.workbench.entrypoints import WorkbenchEntrypoints
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.jobs.entrypoints import JobEntrypoints
from shared.nameko.service import FilesOfService, Service


class StatsService(
    HearEvents,
    HearingEntrypoints,
    RebuildingEntrypoints,
    ReconcilingEntrypoints,
    ReportEntrypoints,
    TargetEntrypoints,
    WorkbenchEntrypoints,
    JobEntrypoints,
    DirectoryEntrypoints,
    Service,
):
    """Statistics: read models of the reports, made from events."""

    name = "stats"
    files = FilesOfService()

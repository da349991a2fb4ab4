"""The table of contents of the CRM."""

from services.crm.custom_fields.entrypoints import CustomFieldEntrypoints
from services.crm.customers.entrypoints import CustomerEntrypoints
from services.crm.deal_terms.entrypoints import DealTermsEntrypoints
from services.crm.digests.entrypoints import DigestEntrypoints
from services.crm.duplicates.entrypoints import DuplicateEntrypoints
from services.crm.journeys.attach_files import AttachFiles
from services.crm.journeys.change_pool_rules import ChangePoolRules
from services.crm.journeys.check_in import CheckIn
from services.crm.journeys.comment import CommentOnThings
from services.crm.journeys.convert_lead import ConvertLead
from services.crm.journeys.export_customers import ExportCustomers
from services.crm.journeys.export_lists import ExportLists
from services.crm.journeys.export_records import ExportRecords
from services.crm.journeys.hear_approvals import HearApprovals
from services.crm.journeys.import_files import ImportFiles
from services.crm.journeys.keep_calls import KeepCalls
from services.crm.journeys.keep_collections import KeepCollections
from services.crm.journeys.keep_contacts import KeepContacts
from services.crm.journeys.keep_leads import KeepLeads
from services.crm.journeys.keep_opportunities import KeepOpportunities
from services.crm.journeys.keep_orders import KeepOrders
from services.crm.journeys.merge_customers import MergeCustomers
from services.crm.journeys.read_customer_overview import ReadCustomerOverview
from services.crm.journeys.read_follow_ups import ReadFollowUps
from services.crm.journeys.read_visits import ReadVisits
from services.crm.journeys.remind import Remind
from services.crm.journeys.transfer_customers import TransferCustomers
from services.crm.journeys.write_follow_up import WriteFollowUp
from services.crm.leads.entrypoints import LeadEntrypoints
from services.crm.product_categories.entrypoints import ProductCategoryEntrypoints
from services.crm.products.entrypoints import ProductEntrypoints
from services.crm.search.entrypoints import SearchEntrypoints
from services.crm.settings.entrypoints import SettingsEntrypoints
from services.crm.views.entrypoints import ViewEntrypoints
from services.crm.visits.entrypoints import VisitEntrypoints
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.jobs.entrypoints import JobEntrypoints
from shared.nameko.service import FilesOfService, Service


class CrmService(
    CustomerEntrypoints,
    DuplicateEntrypoints,
    ReadCustomerOverview,
    MergeCustomers,
    TransferCustomers,
    AttachFiles,
    KeepContacts,
    WriteFollowUp,
    Remind,
    ReadFollowUps,
    CheckIn,
    ReadVisits,
    VisitEntrypoints,
    KeepCalls,
    CommentOnThings,
    ImportFiles,
    ExportCustomers,
    ExportLists,
    ExportRecords,
    LeadEntrypoints,
    KeepLeads,
    ConvertLead,
    ProductCategoryEntrypoints,
    ProductEntrypoints,
    KeepOpportunities,
    KeepOrders,
    KeepCollections,
    HearApprovals,
    DealTermsEntrypoints,
    SearchEntrypoints,
    SettingsEntrypoints,
    CustomFieldEntrypoints,
    ViewEntrypoints,
    DigestEntrypoints,
    ChangePoolRules,
    JobEntrypoints,
    DirectoryEntrypoints,
    Service,
):
    """Customers and their pool, contacts, follow-ups, imports and exports."""

    name = "crm"
    files = FilesOfService()

"""The lists of the CRM by their names."""

from app.core.access import Permission
from app.core.listing.views import view
from app.crm.listings.companies import COMPANIES
from app.crm.listings.contacts import CONTACTS
from app.crm.listings.deals import DEALS
from app.crm.listings.leads import LEADS
from app.crm.listings.products import PRODUCTS
from app.crm.listings.work import TASKS

view("leads", "Leads", LEADS, Permission.LEADS_READ)
view("contacts", "Contacts", CONTACTS, Permission.CONTACTS_READ)
view("companies", "Companies", COMPANIES, Permission.COMPANIES_READ)
view("deals", "Deals", DEALS, Permission.DEALS_READ)
view("products", "Products", PRODUCTS, Permission.PRODUCTS_READ)
view("tasks", "Tasks", TASKS, Permission.TASKS_READ)

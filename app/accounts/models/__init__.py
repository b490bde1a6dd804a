"""The tables of accounts, one module a noun."""

from app.accounts.models.accounts import Account
from app.accounts.models.keys import ApiKey
from app.accounts.models.members import Member, Membership, Role
from app.accounts.models.operators import OperatorAct
from app.accounts.models.pictures import Picture
from app.accounts.models.sessions import LoginSession
from app.accounts.models.tenants import Tenant, TenantLimit
from app.accounts.models.tickets import Ticket, TicketKind

__all__ = [
    "Account",
    "ApiKey",
    "LoginSession",
    "Member",
    "Membership",
    "OperatorAct",
    "Picture",
    "Role",
    "Tenant",
    "TenantLimit",
    "Ticket",
    "TicketKind",
]

"""A project's own rules: what it says of its data, kept in tables and at hand in each process.

Every request reads the revision of its project's rules along with its key. So a change holds, in
every process, for each request that is let in after it was answered; a project without rules costs
nothing.
"""

from usertrail.normalise.prices import ALWAYS, Price, Prices, in_order
from usertrail.normalise.rules import Rules
from usertrail.rules.application_rows import Application, select_application
from usertrail.rules.applying import Applying
from usertrail.rules.known import KnownRules, rules_of
from usertrail.rules.names import MAX_NAMES, set_names
from usertrail.rules.prices import MAX_PRICES, delete_prices, set_prices
from usertrail.rules.pricing import priced_kinds
from usertrail.rules.rows import select_names, select_prices, select_rules

__all__ = [
    "ALWAYS",
    "MAX_NAMES",
    "MAX_PRICES",
    "Application",
    "Applying",
    "KnownRules",
    "Price",
    "Prices",
    "Rules",
    "delete_prices",
    "in_order",
    "priced_kinds",
    "rules_of",
    "select_application",
    "select_names",
    "select_prices",
    "select_rules",
    "set_names",
    "set_prices",
]

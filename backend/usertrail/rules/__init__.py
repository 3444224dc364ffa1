"""A project's own rules (prices and attribute names), stored in tables and cached per process.

Every request reads the revision of the rules along with its key. So a change applies, in every
process, to each request that is authenticated after it; a project without rules costs nothing.
"""

from usertrail.normalise.prices import ALWAYS, Price, Prices, in_order
from usertrail.normalise.rules import Rules
from usertrail.rules.application_rows import Application, select_application
from usertrail.rules.backfill import Backfill
from usertrail.rules.pricing import priced_kinds
from usertrail.rules.rows import (
    MAX_NAMES,
    MAX_PRICES,
    delete_prices,
    select_names,
    select_prices,
    select_rules,
    set_names,
    set_prices,
)
from usertrail.rules.rules_cache import RulesCache, rules_of

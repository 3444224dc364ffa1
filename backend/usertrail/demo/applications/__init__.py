"""The demo's three applications and its nightly job: what each traces when it is asked."""

from usertrail.demo.applications.asking import Answered, Ask
from usertrail.demo.applications.handbook import handbook
from usertrail.demo.applications.support import digest, support
from usertrail.demo.applications.tours import tours

__all__ = ["Answered", "Ask", "digest", "handbook", "support", "tours"]

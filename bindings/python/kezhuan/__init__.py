"""科转：数据类职务科技成果登记与转化 / a registry of data-type achievements and their transfer.

```python
import kezhuan
from kezhuan import acts

with kezhuan.open("hospital.kz") as registry, registry.acting("zhang", "office") as session:
    session.record(acts.RegisterUnit(name="心内科", number="U-1"), happened=date(2026, 3, 2))
    print(registry.next("KZ-2026-0001"))
```
"""

from . import acts as acts
from . import classification as classification
from . import errors as errors
from . import income as income
from . import models as models
from . import reports as reports
from ._core import version as __version__
from ._values import Act as Act
from ._values import Code as Code
from ._values import Money as Money
from ._values import Ref as Ref
from ._values import Text as Text
from ._values import language as language
from .calendar import Calendar as Calendar
from .errors import Config as Config
from .errors import Conflict as Conflict
from .errors import Decision as Decision
from .errors import Error as Error
from .errors import Integrity as Integrity
from .errors import Invalid as Invalid
from .errors import Migration as Migration
from .errors import NotFound as NotFound
from .errors import Problem as Problem
from .errors import Refused as Refused
from .errors import Storage as Storage
from .errors import WrongType as WrongType
from .exchange import ImportReport as ImportReport
from .exchange import Mapping as Mapping
from .exchange import import_acts as import_acts
from .exchange import import_csv as import_csv
from .exchange import import_rows as import_rows
from .exchange import import_xlsx as import_xlsx
from .policy import Policy as Policy
from .registry import Batch as Batch
from .registry import Change as Change
from .registry import Changes as Changes
from .registry import Due as Due
from .registry import LedgerMark as LedgerMark
from .registry import Recorded as Recorded
from .registry import RecordedBefore as RecordedBefore
from .registry import Registry as Registry
from .registry import Session as Session
from .registry import Snapshot as Snapshot
from .registry import Submission as Submission
from .registry import VerifyReport as VerifyReport
from .registry import create as create
from .registry import migrate as migrate
from .registry import open as open
from .registry import rebuild as rebuild
from .registry import restore as restore
from .registry import verify_file as verify_file
from .tables import ListRow as ListRow
from .tables import Rows as Rows
from .tables import Table as Table

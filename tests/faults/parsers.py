"""Every parser of bytes that somebody else wrote, and how often it is tried.

A million times what any stranger may lay into a folder; fewer where the organisation's own people
write it, and where one time takes milliseconds: YAML is read in Python, and what was read is held
against a JSON Schema.
"""

from __future__ import annotations

from tests.faults import office_parsers as office
from tests.faults import pack_parsers as packs
from tests.faults import share_parsers as share
from tests.faults import workbook_parsers as workbooks
from tests.faults import zip_parsers as zips
from tests.faults.fuzzing import Parser

QUARTER = 250_000
OWN = "written by the organisation's own people"
IMPORTED = "2 ms each: imported into a database, and every page's figures read"
IN_PYTHON = "2 ms each: ruamel.yaml reads in Python, then held against its schema"
OF_EVERY_KIND = "10 ms each: as the others, and as long as eleven kinds of questions are"
BY_OPENPYXL = "8 ms each: openpyxl reads a dozen parts in Python"

PARSERS = (
    Parser("envelope", share.envelope),
    Parser("bundle", share.bundle),
    Parser("bundle-body", share.body),
    Parser("bundle-import", office.imported, 60_000, IMPORTED),
    Parser("catalog", share.the_catalog),
    Parser("receipt", share.the_receipt),
    Parser("progress", share.the_progress),
    Parser("hello", share.hello),
    Parser("share-identity", share.share_identity),
    Parser("pack-zip", zips.pack_file),
    Parser("pack-toml", packs.document("pack.toml"), QUARTER, OWN),
    Parser("lesson", packs.document("lessons/first.md"), 20_000, IN_PYTHON),
    Parser("lesson-hands-on", packs.document("lessons/hands-on.md"), 20_000, IN_PYTHON),
    Parser("lesson-variant", packs.variant("lessons/hands-on.md", "ar"), 20_000, IN_PYTHON),
    Parser("scenario-variant", packs.variant("scenarios/call.yaml", "de"), 20_000, IN_PYTHON),
    Parser("markdown", packs.prose),
    Parser("quiz", packs.document("quizzes/kinds.yaml", packs.every_kind), 12_000, OF_EVERY_KIND),
    Parser(
        "quiz-variant",
        packs.variant("quizzes/kinds.yaml", "de", packs.every_kind),
        6_000,
        OF_EVERY_KIND,
    ),
    Parser("scenario", packs.document("scenarios/call.yaml"), 20_000, IN_PYTHON),
    Parser("deck-yaml", packs.document("decks/answers.yaml"), 100_000, IN_PYTHON),
    Parser("deck-csv", packs.document("decks/more-answers.csv")),
    Parser("captions", packs.captions),
    Parser("svg", packs.picture, QUARTER, OWN),
    Parser("kpi-csv", packs.kpis),
    Parser("kpi-xlsx", workbooks.workbook, 20_000, BY_OPENPYXL),
    Parser("okr-toml", packs.okrs, QUARTER, OWN),
    Parser("okr-csv", packs.okr_tables, QUARTER, OWN),
    Parser("okr-json", packs.okr_documents, QUARTER, OWN),
    Parser("kiosk-toml", packs.kiosk, QUARTER, OWN),
    Parser("backup", zips.backup, QUARTER, OWN),
)

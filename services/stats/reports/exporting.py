"""Puts a report together for its workbook, in the language of who asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.stats.counting.projection import zone_of
from services.stats.hearing.completeness import complete_up_to
from services.stats.reports.queries import table_of
from services.stats.reports.rules import ACTIVITIES, TOTAL, Question
from services.stats.reports.subjects import named, people_of
from services.stats.reports.titles import PARTS, REPORTS, in_language, title, words
from services.stats.reports.view import View
from services.stats.reports.workbook import write_report
from shared.database import Transaction
from shared.database.tables import departments


def export_report(
    tx: Transaction, question: Question, view: View, path: Path, *, only: Sequence[str] | None = None
) -> int:
    """Writes the whole report to the path, `only` some of its columns; how many rows it has."""
    language = tx.actor.language
    table = table_of(tx, question, view)
    columns = [each for each in table.columns if only is None or each["key"] in only]
    who = named(tx, table.subject, [key for key, _ in table.rows], group_by=question.group_by)
    heads = ("employee", "department") if table.subject == "employee" else (table.subject,)
    write_report(
        path,
        about=_about(tx, question),
        who=[title(each, language=language) for each in heads],
        columns=columns,
        parts={part: in_language(named, language) for part, named in PARTS.items()},
        total=([title(TOTAL, language=language), *([""] * (len(heads) - 1))], table.total),
        rows=[(_names(who[key]), row) for key, row in table.rows],
    )
    return len(table.rows)


def name_of(question: Question, *, language: str) -> str:
    """What the file is called."""
    return f"{in_language(REPORTS[question.report], language)} {question.first} {question.last}.xlsx"


def _about(tx: Transaction, question: Question) -> list[list[str]]:
    language, zone = tx.actor.language, zone_of(tx)
    moment = complete_up_to(tx)
    said = [
        [in_language(REPORTS[question.report], language)],
        [words("period", language), f"{question.first} – {question.last}"],
        [words("department", language), _department(tx, question) or words("all", language)],
        [words("employee", language), _employee(tx, question) or words("all", language)],
        [words("complete_up_to", language), f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}" if moment else "–"],
    ]
    if question.report == "status-stock":
        said[2:2] = [[words("by", language), f"{words(question.stage, language)} · {words(question.by, language)}"]]
    if question.report in ACTIVITIES:
        said[2:2] = [[words("stage", language), words(question.stage, language)]]
    return said


def _names(subject: dict[str, Any]) -> list[str]:
    if "department" not in subject:
        return [subject["name"]]
    return [subject["name"], subject["department"]["name"] if subject["department"] else ""]


def _department(tx: Transaction, question: Question) -> str | None:
    if question.department_id is None:
        return None
    there = select(departments.c.name).filter_by(company_id=tx.company_id, id=question.department_id)
    return tx.session.scalar(there) or question.department_id


def _employee(tx: Transaction, question: Question) -> str | None:
    if question.employee_id is None:
        return None
    return str(people_of(tx, [question.employee_id])[question.employee_id]["name"])

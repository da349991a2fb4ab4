"""`/departments`, `/employees`, `/job-titles`, `/roles`, `/companies/current`: the back office of a company (A4)."""

from flask import Blueprint

from gateway.organization.http.company import company
from gateway.organization.http.departments import departments
from gateway.organization.http.employees import employees
from gateway.organization.http.job_titles import job_titles
from gateway.organization.http.roles import roles

organization = Blueprint("organization", __name__)
for _part in (departments, employees, job_titles, roles, company):
    organization.register_blueprint(_part)

"""What comes in and goes out; unknown fields are refused."""

import re

from marshmallow import Schema, ValidationError, fields, validate

from services.crm.contacts.rules import read_birthday
from services.crm.custom_fields.schemas import pictures_given, pictures_shown, values_given, values_shown

_NAME = [validate.Length(max=100), validate.Regexp(r".*\S", error="Must not be blank.")]
_MOBILE = validate.Regexp(r"^\+?[0-9\- ]{5,20}$", error="Not a mobile number.")
_LANDLINE = validate.Regexp(r"^[0-9+()\-,#* 转]{5,30}$", error="Not a telephone number.")
_BIRTHDAY = re.compile(r"([0-9]{4}|-)-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR = 1900


def _text(length: int) -> fields.String:
    return fields.String(allow_none=True, validate=validate.Length(max=length))


def _numbers(valid: validate.Regexp) -> fields.List[str]:
    return fields.List(fields.String(validate=valid), validate=validate.Length(max=3))


def _is_birthday(text: str) -> None:
    if not _BIRTHDAY.fullmatch(text) or not _is_day(text):
        raise ValidationError("Must be a day as YYYY-MM-DD or --MM-DD.")


def _is_day(text: str) -> bool:
    try:
        year, _, _ = read_birthday(text)
    except ValueError:
        return False
    return year is None or year >= _FIRST_YEAR


class _ContactFields(Schema):
    title = _text(100)
    role_id = fields.UUID(allow_none=True)
    mobiles = _numbers(_MOBILE)
    landlines = _numbers(_LANDLINE)
    email = fields.Email(allow_none=True, validate=validate.Length(max=200))
    qq = fields.String(allow_none=True, validate=validate.Regexp(r"^[0-9]{4,15}$", error="Not a QQ number."))
    wechat = _text(50)
    birthday = fields.String(allow_none=True, validate=_is_birthday)
    is_default = fields.Boolean()
    custom = values_given()
    pictures = pictures_given()


class ContactDraft(_ContactFields):
    customer_id = fields.UUID(required=True)
    name = fields.String(required=True, validate=_NAME)


class ContactChange(_ContactFields):
    contact_id = fields.UUID(required=True)
    version = fields.Integer(required=True, strict=True)
    name = fields.String(validate=_NAME)


class OneContact(Schema):
    contact_id = fields.UUID(required=True)


class ContactsOfCustomer(Schema):
    customer_id = fields.UUID(required=True)
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=500))
    page_size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))


class _Named(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class ContactShown(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    customer_id = fields.UUID(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    role = fields.Nested(_Named, required=True, allow_none=True)
    mobiles = fields.List(fields.String(), required=True)
    landlines = fields.List(fields.String(), required=True)
    email = fields.String(required=True, allow_none=True)
    qq = fields.String(required=True, allow_none=True)
    wechat = fields.String(required=True, allow_none=True)
    birthday = fields.String(required=True, allow_none=True)
    birthday_in_days = fields.Integer(required=True, allow_none=True)
    is_default = fields.Boolean(required=True)
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)
    custom = values_shown()
    files = pictures_shown()


class ContactPage(Schema):
    items = fields.List(fields.Nested(ContactShown), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)
    page_size = fields.Integer(required=True)

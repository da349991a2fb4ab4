"""The tree of refusals.

DomainError             a rule said no; carries a stable code and a sentence per language
├── Invalid             422  fields are wrong, `errors` names them
├── Unreadable          400  the request itself cannot be read
├── Unauthenticated     401  nobody is signed in
├── Forbidden           403  the actor lacks the permission
├── Missing             404  not there, or not the actor's to see: never tells which
├── Conflict            409  against the state of the thing
├── TooLarge            413
├── Unsupported         415
├── TooMany             429  `retry_after` says when to come back
├── Away                503  something this needs does not answer
└── Late                504  it was asked and did not answer in time
"""

from typing import Any, ClassVar

from shared.kernel.field_errors import FieldErrors, in_language

__all__ = ["FieldErrors"]
Language = str


class DomainError(Exception):
    """A refusal that the caller is told about, by code and in a sentence.

    Subclasses name the broken rule and set `code` and `messages`; `params` fill the sentence.
    """

    kind: ClassVar[str] = "internal"
    code: str = "internal"
    messages: ClassVar[dict[Language, str]] = {"zh-CN": "服务器内部错误", "en": "Something went wrong on the server"}

    def __init__(self, *, errors: FieldErrors | None = None, **params: Any) -> None:
        super().__init__(self.code)
        self.errors = errors or {}
        self.params = params

    def detail(self, language: Language) -> str:
        """The sentence for people, in the language asked for, Chinese otherwise."""
        return self.messages.get(language, self.messages["zh-CN"]).format(**self.params)

    def field_errors(self, language: Language) -> FieldErrors:
        """What is wrong with each field, in the language asked for."""
        return in_language(self.errors, language)

    def to_wire(self, language: Language) -> dict[str, Any]:
        """Shape: {"code", "kind", "detail", "errors", "params"}."""
        return {
            "code": self.code,
            "kind": self.kind,
            "detail": self.detail(language),
            "errors": self.field_errors(language),
            "params": {
                name: value if isinstance(value, int | str) else str(value) for name, value in self.params.items()
            },
        }


class Invalid(DomainError):
    kind = "invalid"
    code = "invalid"
    messages = {"zh-CN": "填写的内容有误", "en": "Some fields are not right"}


class Unreadable(DomainError):
    kind = "unreadable"
    code = "unreadable"
    messages = {"zh-CN": "无法识别的请求", "en": "The request cannot be read"}


class Unauthenticated(DomainError):
    kind = "unauthenticated"
    code = "unauthenticated"
    messages = {"zh-CN": "请先登录", "en": "Please sign in"}


class Forbidden(DomainError):
    kind = "forbidden"
    code = "forbidden"
    messages = {"zh-CN": "没有权限执行此操作", "en": "You are not allowed to do this"}


class Missing(DomainError):
    kind = "missing"
    code = "missing"
    messages = {"zh-CN": "内容不存在或无权查看", "en": "Not found"}


class Conflict(DomainError):
    kind = "conflict"
    code = "conflict"
    messages = {
        "zh-CN": "内容已被他人修改，请刷新后重试",
        "en": "Somebody else changed this first; reload and try again",
    }


class TooLarge(DomainError):
    kind = "too_large"
    code = "too_large"
    messages = {"zh-CN": "内容过大", "en": "This is too large"}


class Unsupported(DomainError):
    kind = "unsupported"
    code = "unsupported"
    messages = {"zh-CN": "不支持的格式", "en": "This format is not supported"}


class TooMany(DomainError):
    kind = "too_many"
    code = "too_many"
    messages = {"zh-CN": "操作过于频繁，请稍后再试", "en": "Too many attempts; try again later"}


class Away(DomainError):
    kind = "away"
    code = "away"
    messages = {"zh-CN": "服务暂时不可用，请稍后重试", "en": "A service is away; try again shortly"}


class Late(DomainError):
    kind = "late"
    code = "late"
    messages = {"zh-CN": "服务响应超时，请稍后重试", "en": "A service did not answer in time"}

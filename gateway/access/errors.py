"""Refusals of signing in."""

from shared.kernel.errors import Conflict, Forbidden, Invalid, TooMany, Unauthenticated


class SignInRefused(Unauthenticated):
    """Account or password is wrong, or the employee is disabled: never tells which."""

    code = "auth.refused"
    messages = {"zh-CN": "帐号或密码不正确", "en": "Account or password is not right"}


class SignInThrottled(TooMany):
    """Too many failures for one account."""

    code = "auth.throttled"
    messages = {
        "zh-CN": "失败次数过多，请 {retry_after} 秒后再试",
        "en": "Too many failures; try again in {retry_after} seconds",
    }


class SessionEnded(Unauthenticated):
    """The session was signed out, or its refresh token was used a second time."""

    code = "auth.session_ended"
    messages = {"zh-CN": "登录已失效，请重新登录", "en": "You have been signed out; please sign in again"}


class PasswordTooWeak(Invalid):
    """A new password is short, common, or the old one."""

    code = "auth.password_too_weak"
    messages = {
        "zh-CN": "新密码须为 8 至 64 个字符，不能是常见密码或原密码",
        "en": "A new password has 8 to 64 characters and is neither common nor the old one",
    }


class PasswordChangeRequired(Forbidden):
    """The initial password opens nothing but the way to a new one (A1)."""

    code = "auth.password_change_required"
    messages = {"zh-CN": "请先修改初始密码", "en": "Choose a new password first"}


class SecondFactorRequired(Forbidden):
    """The company asks a second factor of its administrators, and this one has none yet."""

    code = "auth.second_factor_required"
    messages = {"zh-CN": "公司要求管理员开启两步验证", "en": "Your company asks administrators for a second factor"}


class OtpRequired(Unauthenticated):
    """Account and password are right; the second factor is still to be given."""

    code = "auth.otp_required"
    messages = {"zh-CN": "请输入动态验证码", "en": "Enter the code of your authenticator app"}


class OtpWrong(Invalid):
    """The code is not the app's present one, or was used already."""

    code = "auth.otp_wrong"
    messages = {"zh-CN": "动态验证码不正确", "en": "The code is not right"}


class OtpAlreadyOn(Conflict):
    """A second factor is switched off before another one is set up."""

    code = "auth.otp_already_on"
    messages = {"zh-CN": "两步验证已开启", "en": "The second factor is on already"}


class OtpNotBegun(Conflict):
    """There is no secret that a code could confirm."""

    code = "auth.otp_not_begun"
    messages = {"zh-CN": "请先获取两步验证密钥", "en": "Ask for a secret first"}

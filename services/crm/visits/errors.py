"""What a visit refuses, by the broken rule."""

from shared.kernel.errors import Invalid


class PhotoRequired(Invalid):
    """The company wants a photo with each visit."""

    code = "visit.photo_required"
    messages = {"zh-CN": "拜访签到需要拍照", "en": "A visit needs a photo"}


class TooLongAgo(Invalid):
    """A visit that could not be sent may be sent later, but not weeks later, nor from the future."""

    code = "visit.too_long_ago"
    messages = {"zh-CN": "只能补传 {days} 天内的拜访", "en": "Only visits of the last {days} days can be sent later"}

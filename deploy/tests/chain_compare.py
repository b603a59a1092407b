"""Makes answers of two gateways comparable: what must differ becomes a word, the rest stays."""

import json
import re

# Members whose values each gateway makes up: ids, moments, keys of files, addresses of pictures.
MADE_UP = {
    "id", "messageid", "message_id", "messageId", "stanzaID", "stanzaId", "messageTimestamp",
    "timestamp", "created_at", "createdAt", "updatedAt", "updated_at", "last_seen_at", "lastSeenAt",
    "created", "currentTime", "lastDisconnect", "lastConnectedAt", "connected_at", "request_id",
    "path", "mediaKey", "directPath", "fileSha256", "fileEncSha256", "fileSHA256", "fileEncSHA256",
    "url", "URL", "fileUrl", "imgUrl", "profilePicUrl", "profilePictureUrl", "picture", "subject_time",
    "creation", "event_id", "whatsappLid", "customer_id", "lid", "occurred_at", "requestId", "instanceId", "mediaKeyTimestamp", "profileName",
}
PATTERNS = [
    (re.compile(r"\b[0-9A-F]{16,40}\b"), "<hex>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ][\d:.]+Z?\b"), "<time>"),
    (re.compile(r"http://127\.0\.0\.1:\d+"), "<origin>"),
    (re.compile(r"\b(msg|evt|req|cmd|dlv)_[0-9A-Za-z]+\b"), r"<\1>"),
    # The fake's own name and addresses of pictures.
    (re.compile(r"\bLoja Exemplo\b"), "Demo"),
    (re.compile(r"https://pps\.whatsapp\.net/\S*"), "<picture>"),
    (re.compile(r"\b\d{14,16}@lid\b"), "<lid>"),
    (re.compile(r"\b1203\d{14,}\b"), "<group>"),
]


def normal(answer):
    """The body with what each gateway makes up replaced by words."""
    try:
        return clean(json.loads(answer.body or b"null"), "")
    except ValueError:
        return answer.body


def clean(value, name):
    if name in MADE_UP and not isinstance(value, (dict, list)):
        return "<made up>" if value not in (None, "") else value
    if isinstance(value, dict):
        return {key: clean(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [clean(one, name) for one in value]
    if isinstance(value, str):
        for pattern, word in PATTERNS:
            value = pattern.sub(word, value)
    return value


def differences(ours, theirs, spots, path=""):
    """The places where two bodies differ, but for those that may."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        found = []
        for key in sorted(set(ours) | set(theirs)):
            place = f"{path}.{key}" if path else key
            # A member alone, or in an array of that name: `Participants.LID`.
            if key in spots or ".".join(re.sub(r"\.\d+", "", place).split(".")[-2:]) in spots:
                continue
            if key not in ours or key not in theirs:
                found.append(f"{place} {'missing' if key in ours else 'added'}")
            else:
                found += differences(ours[key], theirs[key], spots, place)
        return found
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return [f"{path}: {len(ours)} and {len(theirs)} elements"]
        return [one for index, (a, b) in enumerate(zip(ours, theirs))
                for one in differences(a, b, spots, f"{path}.{index}")]
    return [] if ours == theirs else [f"{path}: {ours!r} and {theirs!r}"]

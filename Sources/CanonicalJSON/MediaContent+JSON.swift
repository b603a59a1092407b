public import Canonical
public import Wire

extension MediaContent: JSONRepresentable {
    /// `{"kind","url"|"base64"|"kept","mime_type"?,"file_name"?,"caption"?,"view_once"?,"gif"?}`.
    ///
    /// `kind` is a name of ``Canonical/MediaContent/Kind``; exactly one of the three sources is
    /// there; the two flags are there only when they are true.
    public var json: JSONValue {
        var object: JSONObject = ["kind": .string(kind.rawValue)]
        switch source {
        case .url(let url): object["url"] = .string(url)
        case .bytes(let bytes): object["base64"] = .string(Base64.encode(bytes))
        case .kept(let kept): object["kept"] = kept.json
        }
        object["mime_type"] = mediaType.map(JSONValue.string)
        object["file_name"] = fileName.map(JSONValue.string)
        object["caption"] = caption.map(JSONValue.string)
        if isViewOnce { object["view_once"] = true }
        if isGIF { object["gif"] = true }
        return .object(object)
    }

    /// Reads a file's description; two sources, or none, are refused.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            kind: try place.member("kind").name(of: Kind.self),
            source: try Source(reading: place),
            mediaType: try place.optionalString("mime_type"),
            fileName: try place.optionalString("file_name"),
            caption: try place.optionalString("caption"),
            isViewOnce: try place.flag("view_once"),
            isGIF: try place.flag("gif")
        )
    }
}

extension MediaContent.Source {
    fileprivate init(reading place: JSONPlace) throws(CanonicalJSONError) {
        let url = try place.optionalString("url")
        let base64 = try place.optional("base64")
        let kept = try place.optionalRead("kept", as: KeptMedia.self)
        switch (url, base64, kept) {
        case (let url?, nil, nil): self = .url(url)
        case (nil, let base64?, nil):
            guard let bytes = Base64.decodeExactly(try base64.string()) else {
                throw base64.error(expected: "base64")
            }
            self = .bytes(bytes)
        case (nil, nil, let kept?): self = .kept(kept)
        case (nil, nil, nil):
            throw CanonicalJSONError(
                .missing,
                path: place.path(of: "url"),
                expected: "url or base64"
            )
        default: throw place.error(expected: "one of url, base64 and kept")
        }
    }
}

extension KeptMedia: JSONRepresentable {
    /// One object with all that ``Canonical/KeptMedia`` has.
    ///
    /// `sha256`, `byte_count`, `mime_type`, `media_key`, `encrypted_sha256`, `direct_path` and
    /// `encrypted_url`.
    public var json: JSONValue {
        [
            "sha256": .string(sha256),
            "byte_count": .number(JSONNumber(byteCount)),
            "mime_type": .string(mediaType),
            "media_key": .string(mediaKey),
            "encrypted_sha256": .string(encryptedSHA256),
            "direct_path": .string(directPath),
            "encrypted_url": .string(encryptedURL),
        ]
    }

    /// Reads a description; all members must be there.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            sha256: try place.string("sha256"),
            byteCount: try place.member("byte_count").int(),
            mediaType: try place.string("mime_type"),
            mediaKey: try place.string("media_key"),
            encryptedSHA256: try place.string("encrypted_sha256"),
            directPath: try place.string("direct_path"),
            encryptedURL: try place.string("encrypted_url")
        )
    }
}

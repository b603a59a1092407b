import ConformanceKit

/// The toy's documented exchanges, with none of the placeholders that only one vendor has.
enum ToyFixtures {
    static let read = """
        {
          "title": "A thing shows its label",
          "dialect": "toy",
          "operation": "thing.read",
          "source": { "document": "toy.txt", "lines": "1-9" },
          "evidence": "documented",
          "given": {
            "instance": {
              "state": "connected", "phone": "5511999999999", "name": "bear",
              "names": { "toy": "teddy" }
            }
          },
          "request": {
            "method": "GET",
            "path": "/toy/{{toy.id}}",
            "headers": { "x-toy-key": "{{toy.key}}" }
          },
          "expect": { "status": 200, "match": "exact", "body": { "label": "bear" } }
        }
        """

    static let say = """
        {
          "title": "Words are said",
          "dialect": "toy",
          "operation": "thing.say",
          "source": { "document": "toy.txt", "lines": "10-19" },
          "evidence": "observed",
          "given": {
            "instance": { "state": "connected", "phone": "5511999999999", "name": "bear" },
            "phones": [{ "number": "5511988888888", "name": "Ana" }]
          },
          "request": {
            "method": "POST",
            "path": "/toy/{{toy.id}}/say",
            "headers": { "x-toy-key": "{{toy.key}}" },
            "body": { "to": "5511988888888", "words": "hello" }
          },
          "expect": {
            "status": 201, "match": "exact", "body": { "said": "x" }, "vary": ["said"]
          }
        }
        """

    static func all() throws -> [Fixture] {
        [
            try Fixture(file: "toy/thing/read.1.json", bytes: Array(read.utf8)),
            try Fixture(file: "toy/thing/say.1.json", bytes: Array(say.utf8)),
        ]
    }
}

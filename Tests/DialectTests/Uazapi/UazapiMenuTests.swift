import DialectKit
import Testing
import Uazapi

@Suite("uazapi reads menus")
struct UazapiMenuTests {
    private static func sent(_ body: String) async -> Content? {
        let exchange = Exchange(UazapiDialect())
        _ = await exchange.answer(
            Call(.post, "/send/menu", #"{"number":"5511888888888","text":"t",\#(body)}"#)
        )
        return exchange.performer.last(SendMessage.self)?.content
    }

    /// A choice as it is written, the words and what pressing it does.
    static let buttons: [(String, String, ButtonsContent.Button.Action)] = [
        ("Sim", "Sim", .reply(id: "Sim")), ("Sim|s1", "Sim", .reply(id: "s1")),
        ("Sim|", "Sim", .reply(id: "Sim")), (#"Sim\ns1"#, "Sim", .reply(id: "s1")),
        ("Sim|reply:s1", "Sim", .reply(id: "s1")),
        ("Site|https://e.com/a|b", "Site", .url("https://e.com/a|b")),
        ("Site|url:e.com", "Site", .url("e.com")), ("Site|URL:e.com", "Site", .url("e.com")),
        ("Pix|copy:00020", "Pix", .copy("00020")), ("Ligar|call:+55", "Ligar", .call("+55")),
        ("Nada|copy:", "Nada", .reply(id: "copy:")),
    ]

    @Test("a button is words and what pressing it does", arguments: buttons)
    func button(choice: String, title: String, action: ButtonsContent.Button.Action) async {
        let content = await Self.sent(#""type":"button","choices":["\#(choice)"]"#)
        let button = ButtonsContent.Button(title: title, action: action)
        #expect(content == .buttons(ButtonsContent(body: "t", buttons: [button])))
    }

    @Test("rows before the first heading stand under none, and what is left out has its default")
    func rows() async {
        let content = await Self.sent(
            #""type":"list","choices":["Um","[Mais]","Dois|2","Três|3|o terceiro|e último"]"#
        )
        let expected = ListContent(
            title: "",
            body: "t",
            footer: "",
            button: "",
            sections: [
                ListContent.Section(
                    title: "",
                    rows: [ListContent.Row(id: "Um", title: "Um", description: "")]
                ),
                ListContent.Section(
                    title: "Mais",
                    rows: [
                        ListContent.Row(id: "2", title: "Dois", description: ""),
                        ListContent.Row(id: "3", title: "Três", description: "o terceiro|e último"),
                    ]
                ),
            ]
        )
        #expect(content == .list(expected))
    }

    @Test("a poll lets one be chosen unless it says otherwise", arguments: [nil, 0, 2])
    func poll(count: Int?) async {
        let more = count.map { #","selectableCount":\#($0)"# } ?? ""
        let content = await Self.sent(#""type":"poll","choices":["a","b"]"# + more)
        let expected = PollContent(question: "t", options: ["a", "b"], selectable: count ?? 1)
        #expect(content == .poll(expected))
    }

    @Test(
        "what is no menu is refused before anything is sent",
        arguments: [
            #""type":"poll","choices":["a"]"#, #""type":"poll","choices":["a","a"]"#,
            #""type":"poll","choices":["a",""]"#, #""type":"poll","choices":"a""#,
            #""type":"poll","choices":["a","b"],"selectableCount":-1"#,
            #""type":"poll","choices":["a","b"],"selectableCount":"1""#,
            #""type":"list","choices":["[Mais]"]"#, #""type":"list","choices":["|1"]"#,
            #""type":"list","choices":["Um"],"footerText":1"#,
            #""type":"button","choices":[""]"#, #""type":"button","choices":[1]"#,
            #""type":"button","choices":["Sim"],"imageButton":"%%%""#,
            #""type":"carousel","choices":["[Um]"]"#, #""choices":["Um"]"#, #""type":"list""#,
        ]
    )
    func refused(body: String) async {
        let exchange = Exchange(UazapiDialect())
        let call = Call(.post, "/send/menu", #"{"number":"5511888888888","text":"t",\#(body)}"#)
        #expect(await exchange.answer(call).status == 400)
        #expect(exchange.performer.commands.isEmpty)
    }

    @Test("a mention in a group's menu is refused, for a menu cannot carry it")
    func mention() async {
        let body = #"""
            {"number":"120363041490582303@g.us","text":"t","type":"poll","choices":["a","b"],
            "mentions":"5511888888888"}
            """#
        let answer = await Exchange(UazapiDialect()).answer(Call(.post, "/send/menu", body))
        #expect(answer.status == 400)
        #expect(answer.text == #"{"error":"mentions cannot be carried by a menu here"}"#)
    }
}

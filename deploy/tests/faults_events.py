"""The part of faults.py about events: told twice, in another order, by LID, while nobody listens."""

import time

from checks import check, wait_until

LID_OF_NEW, NEW = "777000100010001", "5511977770001"


class Events:
    """What an upstream tells reaches the client once, whatever happens on the way."""

    def __init__(self, stage):
        self.stage, self.receiver = stage, stage.receiver
        self.fake = stage.evolution.world

    def play(self):
        self.twice()
        self.while_down()
        self.under_kill()
        self.by_lid()

    def told(self, route, text, front="uazapi"):
        path = f"/{route.name}/{front}"
        wait_until(lambda: self.receiver.told(path, text), 20)
        return self.receiver.told(path, text)

    def judge(self, title, came, is_once):
        """Each message that came is told in both dialects, under its id."""
        wrong = []
        for route, text, id in came:
            for front in ("uazapi", "whatisup"):
                told = self.told(route, text, front)
                if len(set(told)) != 1 or not told[0].startswith(id) or is_once and len(told) != 1:
                    wrong.append((route.name, front, text, told))
        check(came and not wrong, f"{title}: {len(came)} messages are told"
              + (" once" if is_once else " under one id each"), wrong[:3])

    def receive(self, count, routes=None):
        return [(route, text, route.world.receive(text)) for _ in range(count)
                for route in routes or self.stage.routes for text in [self.stage.text("event")]]

    def twice(self):
        """The upstream tells everything twice, and out of order."""
        route = self.stage.evolution
        for traps in ({"duplicate_hooks": True}, {"reorder_hooks": True},
                      {"duplicate_hooks": True, "reorder_hooks": True}):
            self.fake.ask("traps", traps)
            came = self.receive(4, [route])
            texts = [self.stage.text("own") for _ in range(3)]
            ids = [route.send("uazapi", text, NEW).id for text in texts]
            self.judge(" and ".join(traps), came, True)
            path = f"/{route.name}/uazapi"
            wait_until(lambda: all((id, "Delivered") in self.receiver.statuses(path) for id in ids), 20)
            self.fake.ask("traps", {name: False for name in traps})
            statuses = self.receiver.statuses(path)
            wrong = [id for id in ids if statuses[(id, "Delivered")] != 1]
            own = [text for text, id in zip(texts, ids) if self.told(route, text) != [id]]
            check(not wrong and not own, f"{' and '.join(traps)}: sends and their delivery are told once",
                  f"{wrong} {own} {statuses}")

    def while_down(self):
        """Nobody listens while messages come."""
        self.stage.gateway.kill()
        self.stage.kills += 1
        came = self.receive(4)
        time.sleep(0.5)
        self.stage.gateway.start()
        self.judge("while the gateway was down", came, False)

    def under_kill(self):
        """The gateway is killed while messages come and are told."""
        for pause in (0.0, 0.02, 0.1):
            came = self.receive(6)
            time.sleep(pause)
            self.stage.restart()
            self.judge(f"killed {pause} s after they came", came, False)

    def by_lid(self):
        """One person, told by LID, by both, and by number."""
        route = self.stage.evolution
        self.fake.ask("numbers", {"lids": {NEW: LID_OF_NEW}})
        self.fake.ask("traps", {"lid_alone": True})
        first = self.receive_from_new(route)
        self.judge("by LID alone", [first], True)
        self.fake.ask("traps", {"lid_alone": False})
        again = (route, first[1], route.world.receive(first[1], NEW, id=first[2]))
        time.sleep(0.5)
        self.judge("the same message by LID and number", [again], True)
        second = self.receive_from_new(route)
        self.judge("by LID and number", [second], True)
        self.fake.ask("traps", {"lid_alone": True})
        third = self.receive_from_new(route)
        self.judge("by LID alone, once the number is known", [third], True)
        self.fake.ask("traps", {"lid_alone": False})
        chats = [self.chat(route, text) for _, text, _ in (first, second, third)]
        number = NEW + "@s.whatsapp.net"
        check(chats == [LID_OF_NEW + "@lid", number, number],
              "a person is told by number as soon as it is known, and a LID is never a number", chats)
        self.restarted_still_knows(route, number)

    def restarted_still_knows(self, route, number):
        self.stage.restart()
        self.fake.ask("traps", {"lid_alone": True})
        came = self.receive_from_new(route)
        self.judge("by LID alone, after a restart", [came], False)
        self.fake.ask("traps", {"lid_alone": False})
        check(self.chat(route, came[1]) == number, "a number is known after a restart",
              self.chat(route, came[1]))

    def receive_from_new(self, route):
        text = self.stage.text("lid")
        return route, text, route.world.receive(text, NEW)

    def chat(self, route, text):
        """The chat of a message as the client was told."""
        for path, body in self.receiver.came:
            if path == f"/{route.name}/uazapi" and body.get("EventType") == "messages" \
                    and body["message"]["text"] == text:
                return body["message"]["chatid"]
        return None

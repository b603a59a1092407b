#!/usr/bin/env python3
"""Posts the same event over and over, as a plain integration would: sender.py URL COUNT BODYFILE.

The body is made anew each time; four threads keep a connection each."""

import http.client
import json
import sys
import threading
import urllib.parse


def main(url, count, file):
    with open(file, encoding="utf-8") as source:
        event = json.load(source)
    threads = [threading.Thread(target=post, args=(urllib.parse.urlsplit(url), event, count // 4))
               for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def post(url, event, count):
    connection = http.client.HTTPConnection(url.hostname, url.port)
    for _ in range(count):
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        connection.request("POST", url.path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])

// Drives a server over keep-alive connections, where wrk is not installed:
// node drive.js URL SECONDS CONNECTIONS, with the request in BENCH_* like drive.lua.
"use strict";
const net = require("net");
const tls = require("tls");

const url = new URL(process.argv[2]);
const seconds = Number(process.argv[3]);
const connections = Number(process.argv[4]);
const body = process.env.BENCH_BODY ?? "";
const headers = JSON.parse(process.env.BENCH_HEADERS ?? "{}");
let left = Number(process.env.BENCH_REQUESTS ?? Infinity);
const request = Buffer.from(
  `${process.env.BENCH_METHOD} ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n` +
    Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("") +
    (body ? `Content-Length: ${Buffer.byteLength(body)}\r\n` : "") + "\r\n" + body);

const times = [];
const start = process.hrtime.bigint();
let errors = 0;

// The length of the whole answer, or 0 while its head is not complete.
function lengthOfAnswer(buffer) {
  const end = buffer.indexOf("\r\n\r\n");
  if (end < 0) return 0;
  const head = buffer.toString("latin1", 0, end);
  if (!/^HTTP\/1\.1 2/.test(head)) errors += 1;
  return end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
}

function open() {
  const options = { port: Number(url.port), host: url.hostname, rejectUnauthorized: false };
  const isTLS = url.protocol === "https:";
  const socket = isTLS ? tls.connect(options, send) : net.connect(options, send);
  let sent, parts, received, expected;
  function send() {
    parts = [];
    received = 0;
    expected = 0;
    sent = process.hrtime.bigint();
    socket.write(request);
  }
  socket.setNoDelay(true);
  socket.on("error", () => { errors += 1; });
  socket.on("close", finish);
  socket.on("data", (data) => {
    parts.push(data);
    received += data.length;
    if (!expected) expected = lengthOfAnswer(Buffer.concat(parts));
    if (!expected || received < expected) return;
    times.push(Number(process.hrtime.bigint() - sent) / 1000);
    left -= 1;
    if (left <= 0) return finish();
    send();
  });
}

function finish() {
  const took = Number(process.hrtime.bigint() - start) / 1e9;
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  const result = {
    requests: times.length, seconds: took, p50_us: at(0.5), p99_us: at(0.99), errors,
  };
  process.stdout.write(`result ${JSON.stringify(result)}\n`, () => process.exit(0));
}

setTimeout(finish, seconds * 1000);
for (let count = 0; count < connections; count += 1) open();

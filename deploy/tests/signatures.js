#!/usr/bin/env node
// Verifies signatures of recorded deliveries as the vendors' pages tell receivers to:
// signatures.js [--help] [--path TEXT] [--zapy-secret TEXT] [--dated-secret TEXT] FILE
//
// FILE is what `receiver.py --record FILE` wrote: one JSON line each. Every body must be what
// JSON.stringify(JSON.parse(body)) gives, since that is what ZapyAPI's receivers sign; the scheme
// `t=,v1=` is verified over `<t>.<body>`. Prints `ok` and `not ok` lines; the status follows them.

"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");

const given = { file: null, path: "/", "zapy-secret": null, "dated-secret": null };
const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift();
  if (word === "--help") {
    const text = fs.readFileSync(__filename, "utf8").split("\n").slice(1, 7);
    console.log(text.map((line) => line.replace(/^\/\/ ?/, "")).join("\n"));
    process.exit(0);
  } else if (word.startsWith("--") && word.slice(2) in given && words.length > 0) {
    given[word.slice(2)] = words.shift();
  } else {
    given.file = word;
  }
}
if (given.file === null) {
  console.error("signatures.js: no FILE (see --help)");
  process.exit(2);
}

const hex = (secret, text) => crypto.createHmac("sha256", secret).update(text).digest("hex");

function equal(left, right) {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && crypto.timingSafeEqual(one, other);
}

let failures = 0;
function check(isGood, title, detail) {
  console.log(`${isGood ? "ok" : "not ok"} ${title}`);
  if (isGood) return;
  failures += 1;
  if (detail) console.log(`# ${detail.slice(0, 600)}`);
}

const lines = fs.readFileSync(given.file, "utf8").split("\n").filter((line) => line !== "");
const requests = lines.map((line) => JSON.parse(line))
  .filter(({ path }) => path.startsWith(given.path));
check(requests.length > 0, "something was recorded");

const changed = requests.find(({ body }) => {
  try {
    return JSON.stringify(JSON.parse(body)) !== body;
  } catch {
    return true;
  }
});
check(!changed, "every body is what JSON.stringify(JSON.parse(body)) gives", changed && changed.body);

if (given["zapy-secret"] !== null) {
  const forged = requests.find(({ body, fields }) => {
    const text = JSON.stringify(JSON.parse(body));
    const expected = `sha256=${hex(given["zapy-secret"], text)}`;
    return !equal(fields["x-webhook-signature"] ?? "", expected);
  });
  check(!forged, "sha256= signatures verify over the body read and written again",
    forged && JSON.stringify(forged.fields));
}

if (given["dated-secret"] !== null) {
  const forged = requests.find(({ body, fields }) => {
    const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(fields["x-whatisup-signature"] ?? "");
    return !match || !equal(match[2], hex(given["dated-secret"], `${match[1]}.${body}`));
  });
  check(!forged, "t=,v1= signatures verify over the second and the body",
    forged && JSON.stringify(forged.fields));
}

process.exit(failures > 0 ? 1 : 0);

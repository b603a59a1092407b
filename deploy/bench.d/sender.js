// Posts the same event over and over, as a plain integration would: node sender.js URL COUNT BODYFILE
// The body is made anew by JSON.stringify each time; four requests are under way at once.
"use strict";
const fs = require("fs");
const http = require("http");

const [url, count, file] = process.argv.slice(2);
const event = JSON.parse(fs.readFileSync(file, "utf8"));
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
let left = Number(count);

function post() {
  if (left-- <= 0) return;
  const body = JSON.stringify(event);
  const request = http.request(
    url,
    {
      method: "POST",
      agent,
      headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) },
    },
    (response) => {
      if (response.statusCode !== 200) process.exit(1);
      response.resume();
      response.on("end", post);
    },
  );
  request.on("error", () => process.exit(1));
  request.end(body);
}

for (let lane = 0; lane < 4; lane++) post();

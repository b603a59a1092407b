// A bare HTTP server that reads each body as JSON and writes the answer of its path as JSON,
// and stores nothing: node peer.js PORT ANSWERS
"use strict";
const fs = require("fs");
const http = require("http");

const [port, file] = process.argv.slice(2);
const answers = new Map(Object.entries(JSON.parse(fs.readFileSync(file, "utf8"))));

function answer(request, response) {
  const text = JSON.stringify(answers.get(request.url));
  response.writeHead(text === undefined ? 404 : 200, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text ?? ""),
  });
  response.end(text);
}

const server = http.createServer({ keepAliveTimeout: 300000 }, (request, response) => {
  if (request.method === "GET") return answer(request, response);
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    answer(request, response);
  });
});
server.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });

// A room as socket.io's documentation builds one. Arguments: PORT [REDIS-HOST:PORT].
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const [port, redis] = process.argv.slice(2);
const http = createServer();
const io = new Server(http, { transports: ["websocket"], maxHttpBufferSize: 512 * 1024 });

if (redis) {
  const { createAdapter } = require("@socket.io/redis-adapter");
  const { Redis } = require("ioredis");
  const publisher = new Redis(`redis://${redis}`);
  io.adapter(createAdapter(publisher, publisher.duplicate()));
}

io.on("connection", (socket) => {
  socket.join("room");
  socket.on("say", (text) => io.to("room").emit("said", text));
});

http.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });

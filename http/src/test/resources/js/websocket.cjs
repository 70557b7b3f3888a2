// For a node that is older than its WebSocket: Debian's package node-ws.
globalThis.WebSocket ??= require('ws');

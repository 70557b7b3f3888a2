// Runs in the page before the examples do: notes what their sockets and timers do, and lets the
// page's clock run faster than the world's. The examples themselves stay as they are.
const observed = { sockets: [], delays: [], warnings: [], speed: SPEED };

window.WebSocket = class extends WebSocket {
  constructor(url) {
    super(url);
    const seen = { socket: this, heard: [], madeAt: performance.now() };
    observed.sockets.push(seen);
    this.addEventListener('message', event => seen.heard.push(JSON.parse(event.data)));
    this.addEventListener('close', event => {
      seen.closedAt = performance.now();
      seen.code = event.code;
    });
  }
};

{
  const { setTimeout, setInterval } = window;
  const now = Date.now;
  const began = now();
  window.setTimeout = (task, delay) => {
    observed.delays.push(delay);
    return setTimeout(task, delay / observed.speed);
  };
  window.setInterval = (task, delay) => setInterval(task, delay / observed.speed);
  Date.now = () => began + (now() - began) * observed.speed;
  console.warn = text => observed.warnings.push(text);
}

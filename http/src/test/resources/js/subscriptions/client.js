const url = globalThis.process?.env.CARILLON_URL ?? 'ws://localhost:8000';
const channels = ['2', '3', '5'];

function connect(attempt = 0) {
  const socket = new WebSocket(url);
  let heartbeat;

  socket.onopen = () => {
    attempt = 0;
    socket.send(JSON.stringify({
      sender: 'client',
      subscriptions: [{
        package: 'amaiia_msg_srv',
        page: 'messages',
        filters: { values: { channel: channels } },
      }],
    }));
    heartbeat = setInterval(() => socket.send(JSON.stringify({ type: 'ping' })), 30_000);
    console.log('connected');
  };

  socket.onmessage = (event) => {
    const { type, notification, error } = JSON.parse(event.data);
    if (type === 'error') {
      console.error(`${error.at}: ${error.message}`);
    } else {
      console.log(`${type} for ${JSON.stringify(notification.filters.values)}: ${notification.message}`);
    }
  };

  socket.onclose = (event) => {
    clearInterval(heartbeat);
    console.log(`closed ${event.code}`);
    if (event.code !== 1000 && attempt < 5) {
      setTimeout(connect, 3_000 * (1 + Math.random()), attempt + 1);
    }
  };

  socket.onerror = () => {}; // onclose follows
}

connect();

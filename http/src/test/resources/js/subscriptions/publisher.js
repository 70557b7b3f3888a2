const url = globalThis.process?.env.CARILLON_URL ?? 'ws://localhost:8000';

const socket = new WebSocket(url);

socket.onopen = () => socket.send(JSON.stringify({
  sender: 'server',
  notification: {
    package: 'amaiia_msg_srv',
    page: 'messages',
    filters: { values: '2' },
    data: { messageId: '12345', channelId: '2' },
    message: 'Nouveau message reçu',
  },
}));

socket.onclose = (event) => console.log(event.code === 1000 ? 'published' : `not published: ${event.code} ${event.reason}`);

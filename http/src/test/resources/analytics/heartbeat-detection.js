let lastHeartbeat = Date.now();

ws.onmessage = (event) => {
    const data = JSON.parse(event.data);

    if (data.type === 'heartbeat') {
        lastHeartbeat = Date.now();
    }
};

// Vérifier si le serveur est toujours vivant
setInterval(() => {
    const timeSinceLastHeartbeat = Date.now() - lastHeartbeat;
    if (timeSinceLastHeartbeat > 15000) { // 3x heartbeat interval
        console.warn('No heartbeat received, connection may be dead');
        ws.close(); // Force reconnection
    }
}, 10000);

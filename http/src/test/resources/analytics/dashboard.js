const ws = new WebSocket('ws://localhost:8080/ws/analytics');

ws.onopen = () => {
    console.log('Connected to analytics WebSocket');
};

ws.onmessage = (event) => {
    const data = JSON.parse(event.data);

    switch(data.type) {
        case 'initial_stats':
            console.log('Initial stats:', data.data);
            break;
        case 'heartbeat':
            updateDashboard(data.data);
            break;
        default:
            console.log('Event:', data);
    }
};

ws.onerror = (error) => {
    console.error('WebSocket error:', error);
};

ws.onclose = () => {
    console.log('WebSocket closed');
    // Reconnection logic here
};

// Envoyer message au serveur
ws.send(JSON.stringify({ type: 'refresh_stats' }));

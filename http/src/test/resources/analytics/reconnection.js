class AnalyticsWebSocket {
    constructor(url) {
        this.url = url;
        this.reconnectInterval = 5000;
        this.connect();
    }

    connect() {
        this.ws = new WebSocket(this.url);

        this.ws.onopen = () => {
            console.log('Connected');
            this.reconnectInterval = 5000;
        };

        this.ws.onclose = () => {
            console.log('Disconnected, reconnecting in', this.reconnectInterval);
            setTimeout(() => this.connect(), this.reconnectInterval);
            this.reconnectInterval = Math.min(this.reconnectInterval * 1.5, 30000);
        };

        this.ws.onerror = (error) => {
            console.error('Error:', error);
            this.ws.close();
        };
    }

    send(data) {
        if (this.ws.readyState === WebSocket.OPEN) {
            this.ws.send(JSON.stringify(data));
        }
    }
}

const analytics = new AnalyticsWebSocket('ws://localhost:8080/ws/analytics');

<?php

// Envoyer des statistiques en temps réel
function broadcastServerStats() {
    $stats = [
        'type' => 'server_stats',
        'total_clients' => frankenphp_ws_getClientsCount(),
        'chat_clients' => frankenphp_ws_getClientsCount('/chat'),
        'api_clients' => frankenphp_ws_getClientsCount('/api'),
        'timestamp' => time()
    ];
    
    return frankenphp_ws_sendAll(json_encode($stats));
}

// Envoyer des stats aux administrateurs
function sendAdminStats() {
    $adminStats = [
        'type' => 'admin_stats',
        'total_clients' => frankenphp_ws_getClientsCount(),
        'premium_users' => frankenphp_ws_getTagCount('premium'),
        'admin_users' => frankenphp_ws_getTagCount('admin'),
        'timestamp' => time()
    ];
    
    return frankenphp_ws_sendAll(json_encode($adminStats), '/admin');
}

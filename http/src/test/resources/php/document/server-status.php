<?php

// Fonction pour mettre à jour le statut du serveur
function updateServerStatus($status, $message) {
    $statusUpdate = json_encode([
        'type' => 'server_status',
        'status' => $status, // 'online', 'maintenance', 'offline'
        'message' => $message,
        'timestamp' => time()
    ]);
    
    return frankenphp_ws_sendAll($statusUpdate);
}

// Utilisation
$sentCount = updateServerStatus('maintenance', 'Le serveur sera en maintenance pendant 30 minutes');
echo "Mise à jour de statut envoyée à $sentCount clients\n";

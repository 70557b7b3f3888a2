<?php

// Fonction pour envoyer des notifications système
function sendSystemNotification($message, $route = null) {
    $notification = json_encode([
        'type' => 'system',
        'message' => $message,
        'timestamp' => time(),
        'id' => uniqid()
    ]);
    
    return frankenphp_ws_sendAll($notification, $route);
}

// Utilisation
$sentCount = sendSystemNotification("Maintenance programmée à 2h du matin");
echo "Notification envoyée à $sentCount clients\n";

// Notification spécifique à une route
$sentCount = sendSystemNotification("Chat en maintenance", "/chat");

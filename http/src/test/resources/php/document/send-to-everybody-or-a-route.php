<?php

// Envoyer un message à tous les clients
$sentCount = frankenphp_ws_sendAll("Message global à tous les clients");
echo "Message envoyé à $sentCount clients\n";

// Envoyer un message à tous les clients d'une route spécifique
$sentCount = frankenphp_ws_sendAll("Message pour le chat", "/chat");
echo "Message envoyé à $sentCount clients du chat\n";

// Envoyer des notifications système
$notification = json_encode([
    'type' => 'system_notification',
    'message' => 'Le serveur va redémarrer dans 5 minutes',
    'timestamp' => time()
]);

$totalSent = frankenphp_ws_sendAll($notification);
echo "Notification envoyée à $totalSent clients\n";

// Envoyer des messages par route
$routes = ['/chat', '/api', '/admin'];
foreach ($routes as $route) {
    $message = "Message spécifique pour la route $route";
    $sentCount = frankenphp_ws_sendAll($message, $route);
    echo "Route $route : $sentCount clients\n";
}

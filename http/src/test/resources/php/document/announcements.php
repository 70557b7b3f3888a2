<?php

// Système d'annonces
function sendAnnouncement($title, $content, $targetRoute = null) {
    $announcement = json_encode([
        'type' => 'announcement',
        'title' => $title,
        'content' => $content,
        'timestamp' => time()
    ]);
    
    return frankenphp_ws_sendAll($announcement, $targetRoute);
}

// Envoyer une annonce à tous les clients
$sentCount = sendAnnouncement(
    "Nouvelle fonctionnalité disponible !",
    "Découvrez notre nouveau système de chat en temps réel."
);

// Annonce spécifique aux utilisateurs premium
$sentCount = sendAnnouncement(
    "Fonctionnalité premium",
    "Accédez à des fonctionnalités avancées.",
    "/premium"
);

<?php

// Envoyer un message de bienvenue à tous les nouveaux utilisateurs
function sendWelcomeMessage() {
    $welcome = json_encode([
        'type' => 'welcome',
        'message' => 'Bienvenue sur notre plateforme !',
        'features' => [
            'Chat en temps réel',
            'Notifications push',
            'Support 24/7'
        ]
    ]);
    
    return frankenphp_ws_sendAll($welcome);
}

// Message de bienvenue spécifique au chat
function sendChatWelcome() {
    $chatWelcome = json_encode([
        'type' => 'chat_welcome',
        'message' => 'Bienvenue dans le chat ! N\'hésitez pas à poser vos questions.',
        'rules' => [
            'Respectez les autres utilisateurs',
            'Pas de spam',
            'Utilisez un langage approprié'
        ]
    ]);
    
    return frankenphp_ws_sendAll($chatWelcome, '/chat');
}

<?php

// Système d'alertes d'urgence
function sendEmergencyAlert($severity, $message, $affectedRoutes = null) {
    $alert = json_encode([
        'type' => 'emergency_alert',
        'severity' => $severity, // 'low', 'medium', 'high', 'critical'
        'message' => $message,
        'timestamp' => time(),
        'requires_acknowledgment' => $severity === 'critical'
    ]);
    
    if ($affectedRoutes) {
        $totalSent = 0;
        foreach ($affectedRoutes as $route) {
            $sentCount = frankenphp_ws_sendAll($alert, $route);
            $totalSent += $sentCount;
        }
        return $totalSent;
    }
    
    return frankenphp_ws_sendAll($alert);
}

// Utilisation
$sentCount = sendEmergencyAlert(
    'high',
    'Problème de sécurité détecté. Veuillez vous déconnecter et vous reconnecter.',
    ['/chat', '/api']
);

<?php

$secret = getenv('WEBHOOK_SECRET');
$done = getenv('DONE_FOLDER') ?: sys_get_temp_dir(); // a table in real life

function isGenuine(string $header, string $body, string $secret): bool
{
    if (!preg_match('/^t=([0-9]+),v1=([0-9a-f]{64})$/D', $header, $parts)) {
        return false;
    }
    [, $time, $signature] = $parts;
    return abs(time() - (int) $time) <= 300
        && hash_equals(hash_hmac('sha256', "$time.$body", $secret), $signature);
}

$body = file_get_contents('php://input');
if (!isGenuine($_SERVER['HTTP_CARILLON_SIGNATURE'] ?? '', $body, $secret)) {
    http_response_code(401);
    return;
}

$batch = json_decode($body, true, 512, JSON_THROW_ON_ERROR);
if (@fopen("$done/{$batch['id']}", 'x')) { // false if it is there: this batch came before
    foreach ($batch['events'] as $event) {
        $message = $event['binary'] ?? false ? base64_decode($event['base64']) : $event['text'] ?? null;
        $line = "{$event['event']} {$event['connection']} " . ($message ?? $event['code'] ?? '');
        file_put_contents('php://stdout', trim($line) . "\n");
    }
}
http_response_code(204);

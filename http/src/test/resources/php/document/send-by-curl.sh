# Envoyer un message à tous les clients
curl -X POST http://localhost:2019/frankenphp_ws/sendAll \
  -H "Content-Type: application/octet-stream" \
  -d "Message global à tous les clients"

# Envoyer un message à une route spécifique
curl -X POST "http://localhost:2019/frankenphp_ws/sendAll?route=/chat" \
  -H "Content-Type: application/octet-stream" \
  -d "Message pour le chat"

# Envoyer un JSON
curl -X POST http://localhost:2019/frankenphp_ws/sendAll \
  -H "Content-Type: application/octet-stream" \
  -d '{"type":"notification","message":"Maintenance programmée"}'

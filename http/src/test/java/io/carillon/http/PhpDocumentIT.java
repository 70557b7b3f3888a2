package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the compatible system's document, word for word, against a running server. */
class PhpDocumentIT {
  private Door door;
  private Php php;
  private Peer chat;
  private Peer otherChat;
  private Peer api;
  private Peer admin;
  private Peer premium;

  @BeforeEach
  void openWithFivePeers() {
    door = Door.open();
    php = Php.with(door);
    chat = door.connect("/chat");
    otherChat = door.connect("/chat");
    api = door.connect("/api");
    admin = door.connect("/admin");
    premium = door.connect("/premium");
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** Prints what the example prints, and then what the calls behind it return. */
  private List<String> lines(String example, String... calls) {
    StringBuilder script = new StringBuilder(Php.example(example));
    for (String call : calls) {
      script.append("\necho ").append(call).append(", \"\\n\";");
    }
    Php.Output output = php.runFile(script.toString());
    assertThat(output.complaints()).isEmpty();
    assertThat(output.status()).isZero();
    return output.printed().lines().toList();
  }

  /** The message that a peer heard, counted from 0, as JSON. */
  private static JsonNode heard(Peer peer, int index) {
    await().until(() -> peer.heard().size() > index);
    return Door.parse(peer.heard().get(index).substring("text:".length()));
  }

  @Test
  void sendsToEverybodyAndToRoutes() {
    assertThat(lines("send-to-everybody-or-a-route.php"))
        .containsExactly(
            "Message envoy\u00e9 \u00e0 5 clients",
            "Message envoy\u00e9 \u00e0 2 clients du chat",
            "Notification envoy\u00e9e \u00e0 5 clients",
            "Route /chat : 2 clients",
            "Route /api : 1 clients",
            "Route /admin : 1 clients");
    await()
        .untilAsserted(
            () ->
                assertThat(chat.heard())
                    .hasSize(4)
                    .startsWith(
                        "text:Message global \u00e0 tous les clients", "text:Message pour le chat")
                    .endsWith("text:Message sp\u00e9cifique pour la route /chat"));
    assertThat(heard(premium, 1).get("type").asText()).isEqualTo("system_notification");
  }

  @Test
  void sendsSystemNotifications() {
    assertThat(lines("system-notifications.php"))
        .containsExactly("Notification envoy\u00e9e \u00e0 5 clients");
    assertThat(heard(otherChat, 1).get("message").asText()).isEqualTo("Chat en maintenance");
    assertThat(heard(api, 0).get("type").asText()).isEqualTo("system");
  }

  @Test
  void sendsAnnouncements() {
    assertThat(lines("announcements.php", "$sentCount")).containsExactly("1");
    assertThat(heard(chat, 0).get("title").asText())
        .isEqualTo("Nouvelle fonctionnalit\u00e9 disponible !");
    assertThat(heard(premium, 1).get("title").asText()).isEqualTo("Fonctionnalit\u00e9 premium");
  }

  @Test
  void sendsTheServersStatus() {
    assertThat(lines("server-status.php"))
        .containsExactly("Mise \u00e0 jour de statut envoy\u00e9e \u00e0 5 clients");
    assertThat(heard(admin, 0).get("status").asText()).isEqualTo("maintenance");
  }

  @Test
  void sendsWelcomeMessages() {
    assertThat(lines("welcome-messages.php", "sendWelcomeMessage()", "sendChatWelcome()"))
        .containsExactly("5", "2");
    assertThat(heard(api, 0).get("features")).hasSize(3);
    assertThat(heard(chat, 1).get("rules")).hasSize(3);
  }

  @Test
  void sendsEmergencyAlerts() {
    assertThat(lines("emergency-alerts.php", "$sentCount", "sendEmergencyAlert('critical', 'Feu')"))
        .containsExactly("3", "5");
    assertThat(heard(api, 0).get("requires_acknowledgment").asBoolean()).isFalse();
    assertThat(heard(admin, 0).get("requires_acknowledgment").asBoolean()).isTrue();
  }

  @Test
  void sendsStatistics() {
    String id = php.value("frankenphp_ws_getClients('/premium')").get(0).asText();
    php.printed("frankenphp_ws_tagClient('" + id + "', 'premium');");

    assertThat(lines("statistics.php", "broadcastServerStats()", "sendAdminStats()"))
        .containsExactly("5", "1");
    JsonNode server = heard(chat, 0);
    assertThat(server.get("total_clients").asInt()).isEqualTo(5);
    assertThat(server.get("chat_clients").asInt()).isEqualTo(2);
    assertThat(server.get("api_clients").asInt()).isEqualTo(1);
    JsonNode forAdmins = heard(admin, 1);
    assertThat(forAdmins.get("premium_users").asInt()).isEqualTo(1);
    assertThat(forAdmins.get("admin_users").asInt()).isZero();
  }

  /** The document names localhost:2019; curl is told where that is today. */
  @Test
  void sendsByCurl(@TempDir Path home) throws IOException, InterruptedException {
    Files.writeString(
        home.resolve(".curlrc"),
        "silent\nshow-error\nconnect-to = \"localhost:2019:" + door.adminHost() + "\"\n");
    ProcessBuilder builder =
        new ProcessBuilder("bash", Php.SCRIPTS.resolve("document/send-by-curl.sh").toString());
    builder.environment().put("HOME", home.toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(printed.lines())
        .containsExactly(
            "{\"sentCount\":5}", "{\"sentCount\":2,\"route\":\"/chat\"}", "{\"sentCount\":5}");
    assertThat(heard(api, 1).get("message").asText()).isEqualTo("Maintenance programm\u00e9e");
  }
}

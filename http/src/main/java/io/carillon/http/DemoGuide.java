package io.carillon.http;

import java.util.ArrayList;
import java.util.List;

/**
 * What the demo prints: what goes on where, and what to paste into other terminals, from the root
 * of the repository, to take part.
 */
final class DemoGuide {
  private static final String NEWS =
      "{\"notification\":{\"package\":\"demo\",\"page\":\"news\","
          + "\"filters\":{\"values\":{\"channel\":\"2\"}},\"message\":\"hello\"}}";
  private static final String SUBSCRIBE =
      "{sender: \"client\", subscriptions: [{package: \"demo\", page: \"news\","
          + " filters: {values: {channel: [\"1\", \"2\"]}}}]}";

  private final DemoPorts ports;
  private final List<String> lines = new ArrayList<>();

  private DemoGuide(DemoPorts ports) {
    this.ports = ports;
  }

  static List<String> lines(String version, DemoPorts ports) {
    DemoGuide guide = new DemoGuide(ports);
    guide.lines.add("Carillon " + version + ": five systems on this machine. Ctrl-C stops them.");
    guide.lines.add(
        "Paste these, each in a terminal of its own, from the root of the repository. `node` is");
    guide.lines.add("Node 22 or newer, or 20 after: export NODE_OPTIONS=--experimental-websocket");
    guide.frankenphp();
    guide.subscriptions();
    guide.events();
    guide.analytics();
    guide.workerman();
    guide.lines.add("");
    guide.lines.add("Everything runs.");
    return guide.lines;
  }

  private void frankenphp() {
    String admin = DemoPorts.http(ports.admin(), "").toString();
    heading(
        "frankenphp_ws", ws(ports.frankenphp(), ""), "a line in /chat every 7 s; admin " + admin);
    command(listen(ws(ports.frankenphp(), "/chat"), ""));
    command("curl -d hello '" + admin + "/frankenphp_ws/sendAll?route=/chat'");
    command(
        "CARILLON_ADMIN_URL="
            + admin
            + " php -r 'require \"clients/php/frankenphp_ws.php\";"
            + " echo frankenphp_ws_sendAll(\"hello from PHP\", \"/chat\"), PHP_EOL;'");
  }

  private void subscriptions() {
    String url = ws(ports.subscriptions(), "");
    heading("JSON subscriptions", url, "news every 6 s, on channel 1, 2 or 3");
    command(listen(url, "s.onopen = () => s.send(JSON.stringify(" + SUBSCRIBE + ")); "));
    command("curl -d '" + NEWS + "' " + DemoPorts.http(ports.admin(), "/v1/notifications"));
  }

  private void events() {
    String url = ws(ports.web(), "/live");
    heading("events", url, "an event every 5 s; what a client sends goes to all");
    command(listen(url, ""));
    command(say(url, "JSON.stringify({event: \"greeting\", payload: {from: \"node\"}})"));
  }

  private void analytics() {
    String url = ws(ports.web(), "/ws/analytics");
    String api = DemoPorts.http(ports.web(), "/api/v1/analytics").toString();
    heading("analytics", url, "a page view every 3 s, the figures every 5 s");
    command(listen(url, ""));
    command(
        "curl -H 'Content-Type: application/json' -b maicivy_session=me"
            + " -d '{\"event_type\":\"page_view\",\"page_url\":\"/pasted\"}' "
            + api
            + "/event");
    command("curl " + api + "/realtime");
  }

  private void workerman() {
    String url = ws(ports.workerman(), "");
    heading("Workerman", url, "the time in digits every 10 s; what a client says goes to all");
    command(listen(url, ""));
    command(say(url, "\"hello from node\""));
    command("curl -X POST " + DemoPorts.http(ports.admin(), "/v1/jobs/digits/run"));
  }

  private void heading(String name, String url, String what) {
    lines.add("");
    lines.add(name + "  " + url + "  " + what);
  }

  private void command(String line) {
    lines.add("  " + line);
  }

  private static String ws(int port, String path) {
    return DemoPorts.webSocket(port, path).toString();
  }

  /** Prints all that comes. */
  private static String listen(String url, String first) {
    return "node -e 'const s = new WebSocket(\""
        + url
        + "\"); "
        + first
        + "s.onmessage = (e) => console.log(e.data)'";
  }

  /** Says one thing and goes. */
  private static String say(String url, String what) {
    return "node -e 'const s = new WebSocket(\""
        + url
        + "\"); s.onopen = () => { s.send("
        + what
        + "); s.close() }'";
  }
}

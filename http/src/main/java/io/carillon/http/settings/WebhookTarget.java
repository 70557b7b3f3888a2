package io.carillon.http.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a webhook sends to and what it signs with.
 *
 * @param secret read from its file, if it has one
 */
record WebhookTarget(URI url, String secret) {
  /** Stands in for a URL that cannot be used. */
  private static final URI NOWHERE = URI.create("https://nowhere.invalid/");

  private static final String SECRET_EXPECTATION =
      "at least 16 visible ASCII characters without spaces";
  private static final Pattern SECRET = Pattern.compile("[!-~]{16,}");
  private static final String URL_EXPECTATION =
      "an https:// URL without user and fragment; http:// only to this machine, or with"
          + " allow-plain-http = on";
  private static final int LAST_PORT = 65535;

  static WebhookTarget read(Section section) {
    boolean plain = section.onOff("allow-plain-http");
    String url = section.text("url", text -> isUrl(text, plain), URL_EXPECTATION);
    String secret = readSecret(section);
    return new WebhookTarget(url.isEmpty() ? NOWHERE : URI.create(url), secret);
  }

  /** The keys that receivers can share; the secret is checked where it is used. */
  static WebhookTarget readDefaults(Section section) {
    section.onOff("allow-plain-http");
    section.text("secret-file", text -> true, "a path");
    section.secret("secret", text -> true, SECRET_EXPECTATION);
    return new WebhookTarget(NOWHERE, "");
  }

  private static String readSecret(Section section) {
    String file = section.text("secret-file", text -> true, "a path");
    if (file.isEmpty()) {
      return section.secret(
          "secret", WebhookTarget::isSecret, SECRET_EXPECTATION + ", or the same in secret-file");
    }
    section.secret("secret", String::isEmpty, "nothing, since secret-file is set");
    section.text(
        "secret-file",
        path -> isSecret(content(path)),
        "a file that can be read and holds " + SECRET_EXPECTATION);
    return content(file);
  }

  private static boolean isSecret(String text) {
    return SECRET.matcher(text).matches();
  }

  /** What the file holds, without the line end behind it; empty if it cannot be read. */
  private static String content(String file) {
    try {
      return Files.readString(Path.of(file)).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      return "";
    }
  }

  static boolean isUrl(String text, boolean plainAllowed) {
    try {
      URI url = new URI(text);
      return url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null
          && url.getPort() <= LAST_PORT
          && isSafe(url, plainAllowed);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isSafe(URI url, boolean plainAllowed) {
    if ("https".equalsIgnoreCase(url.getScheme())) {
      return true;
    }
    return "http".equalsIgnoreCase(url.getScheme())
        && (plainAllowed || Hosts.isLoopback(url.getHost()));
  }

  /** Everything but what may be secret. */
  @Override
  public String toString() {
    return "WebhookTarget[host=" + url.getHost() + "]";
  }
}

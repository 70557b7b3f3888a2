package io.carillon.http.settings;

import io.carillon.engine.message.Level;
import io.carillon.engine.message.Target;
import java.time.Duration;
import java.util.List;

/**
 * The admin port; {@code carillon.admin} in reference.conf holds the defaults and their reasons.
 *
 * @param enabled whether the port is opened at all
 * @param host address to bind; not loopback only together with a token
 * @param port 0 takes any free port
 * @param maxBodyBytes largest request body; larger is answered 413
 * @param sends how the compatible API sends unless a request says otherwise
 * @param everybody whom calls mean that name nobody
 */
public record AdminSettings(
    boolean enabled,
    String host,
    int port,
    Access access,
    int maxBodyBytes,
    SendDefaults sends,
    Everybody everybody) {

  /**
   * Who may call.
   *
   * @param token what requests must bring as a bearer token; empty asks for none
   * @param failedLoginsPerMinute wrong tokens that one address may bring in a minute before it is
   *     answered 429; 0 for any number
   * @param allowedHosts names in the Host header besides the loopback ones and the bound host
   * @param allowedOrigins origins whose pages may call, besides the port's own
   */
  public record Access(
      String token,
      int failedLoginsPerMinute,
      List<String> allowedHosts,
      List<String> allowedOrigins) {
    public Access {
      allowedHosts = List.copyOf(allowedHosts);
      allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Everything but the token, which must reach no log. */
    @Override
    public String toString() {
      return "Access[token=" + (token.isEmpty() ? "none" : "hidden") + "]";
    }
  }

  /** What holds for a send that does not say otherwise. */
  public record SendDefaults(Opcode opcode, Level level, Duration timeout) {}

  /**
   * Whom calls mean that name no route, no group and nobody: all connections, or those of one
   * listener, so that systems that share a process do not meet.
   *
   * @param frankenphp in the compatible API
   * @param gateway in the gateway, over HTTP and in Java
   */
  public record Everybody(Target frankenphp, Target gateway) {
    /** All connections in both. */
    public static final Everybody CONNECTED = new Everybody(Target.all(), Target.all());
  }
}

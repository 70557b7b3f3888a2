package io.carillon.http.admin;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which web pages may call. Programs that are no browser send none of these headers and pass.
 *
 * @param allowedOrigins besides the port's own, exactly as browsers send them
 */
record OriginPolicy(Set<String> allowedOrigins) {
  OriginPolicy {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /**
   * Whether a request may come in.
   *
   * @param host the value of its Host header, already found to be ours
   * @param origins the values of its Origin headers, usually none or one
   * @param fetchSite Sec-Fetch-Site, empty if absent
   * @param fetchMode Sec-Fetch-Mode, empty if absent
   */
  boolean allows(String host, List<String> origins, String fetchSite, String fetchMode) {
    if (fetchMode.equals("no-cors")) {
      return false;
    }
    if (origins.isEmpty()) {
      return !fetchSite.equals("cross-site");
    }
    return origins.stream().allMatch(origin -> isOwn(host, origin) || isAllowed(origin));
  }

  private boolean isAllowed(String origin) {
    return allowedOrigins.contains(origin);
  }

  private static boolean isOwn(String host, String origin) {
    String own = host.toLowerCase(Locale.ROOT);
    return origin.equals("http://" + own) || origin.equals("https://" + own);
  }
}

package io.carillon.clusterconfig;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The names of a Kubernetes StatefulSet, as one of its pods derives them from its own.
 *
 * <p>The pods of the set {@code chat} are {@code chat-0}, {@code chat-1}, ..., and each is found
 * under its name in the domain of the headless service: {@code chat-0.chat-nodes}. So every pod
 * knows every other without asking anybody, and all agree who is first.
 *
 * @param pod name of this pod, with its ordinal
 * @param service domain of the headless service, as in {@code chat-nodes} or {@code
 *     chat-nodes.default.svc.cluster.local}; the same on all pods
 */
public record StatefulSet(String pod, String service) {
  /** Kubernetes' rule for a label (RFC 1123), ending in an ordinal without leading zeros. */
  private static final Pattern POD = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?-(0|[1-9]\\d*)");

  private static final Pattern SERVICE =
      Pattern.compile("[a-z]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /** A longer label cannot be looked up. */
  private static final int LONGEST_LABEL = 63;

  /** Whether this can be the name of a pod of a StatefulSet. */
  public static boolean isPod(String text) {
    return text.length() <= LONGEST_LABEL && POD.matcher(text).matches();
  }

  /** Whether this can be the domain of a headless service. */
  public static boolean isService(String text) {
    return SERVICE.matcher(text).matches();
  }

  /** The name that other pods find this one by. */
  public String host() {
    return pod + "." + service;
  }

  /**
   * The first {@code nodes} pods, in the order of their ordinals, which is the same on every pod.
   * This pod need not be among them: one that was added later joins by the others.
   */
  public List<NodeAddress> seeds(int nodes, int port) {
    String set = pod.substring(0, pod.lastIndexOf('-'));
    return IntStream.range(0, nodes)
        .mapToObj(ordinal -> new StatefulSet(set + "-" + ordinal, service))
        .map(sibling -> new NodeAddress(sibling.host(), port))
        .toList();
  }
}

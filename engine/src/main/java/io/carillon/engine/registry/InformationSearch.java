package io.carillon.engine.registry;

import io.carillon.engine.information.Matcher;
import io.carillon.engine.information.OutOfTime;
import io.carillon.engine.message.ConnectionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks through the stored information of a snapshot of members, without asking any of them.
 *
 * <p>Takes as long as there are members and text, but no longer than it is allowed to: it can be
 * given up in the middle of one value. Runs on the thread that calls it.
 */
public final class InformationSearch {
  private final Members members;
  private final Matcher matcher;

  public InformationSearch(Members members, Matcher matcher) {
    this.members = members;
    this.matcher = matcher;
  }

  /**
   * The connections that match.
   *
   * @param giveUpAt a {@link System#nanoTime}
   * @return empty if the time did not suffice
   */
  public Optional<List<ConnectionId>> run(long giveUpAt) {
    List<ConnectionId> found = new ArrayList<>();
    try {
      for (int lane = 0; lane < members.lanes(); lane++) {
        for (Member member : members.lane(lane)) {
          if (System.nanoTime() - giveUpAt >= 0) {
            return Optional.empty();
          }
          if (matcher.matches(member.profile().information(), giveUpAt)) {
            found.add(member.id());
          }
        }
      }
      return Optional.of(found);
    } catch (OutOfTime e) {
      return Optional.empty();
    }
  }
}

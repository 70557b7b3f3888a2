package io.carillon.engine.registry;

import java.util.List;

/** Makes snapshots for tests of other packages. */
public final class FoundMembers {
  private FoundMembers() {}

  public static Members of(int lanes, Member... members) {
    return Members.of(List.of(members), lanes);
  }
}

package io.carillon.engine.label;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The labels of one connection. Immutable. */
public record Labels(SortedSet<String> tags, SortedSet<String> groups, Optional<String> user) {

  /** Those of a connection that has just opened. */
  public static final Labels NONE =
      new Labels(Collections.emptySortedSet(), Collections.emptySortedSet(), Optional.empty());

  public Labels {
    tags = frozen(tags);
    groups = frozen(groups);
  }

  /** The names of one kind, in order. */
  public SortedSet<String> names(Label.Kind kind) {
    return switch (kind) {
      case TAG -> tags;
      case GROUP -> groups;
      case USER -> frozen(new TreeSet<>(user.stream().toList()));
    };
  }

  public boolean contains(Label label) {
    return names(label.kind()).contains(label.name());
  }

  /** The same with this label; a user takes the place of another. */
  public Labels with(Label label) {
    if (label.kind() == Label.Kind.USER) {
      return new Labels(tags, groups, Optional.of(label.name()));
    }
    SortedSet<String> more = new TreeSet<>(names(label.kind()));
    more.add(label.name());
    return with(label.kind(), more);
  }

  /** The same without this label. */
  public Labels without(Label label) {
    SortedSet<String> fewer = new TreeSet<>(names(label.kind()));
    fewer.remove(label.name());
    return with(label.kind(), fewer);
  }

  /** The same without labels of this kind. */
  public Labels without(Label.Kind kind) {
    return with(kind, Collections.emptySortedSet());
  }

  private Labels with(Label.Kind kind, SortedSet<String> names) {
    return switch (kind) {
      case TAG -> new Labels(names, groups, user);
      case GROUP -> new Labels(tags, names, user);
      case USER -> new Labels(tags, groups, names.stream().findFirst());
    };
  }

  private static SortedSet<String> frozen(SortedSet<String> names) {
    return names.isEmpty()
        ? Collections.emptySortedSet()
        : Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}

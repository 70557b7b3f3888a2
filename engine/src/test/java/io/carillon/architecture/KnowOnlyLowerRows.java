package io.carillon.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** A class knows its own package and packages in lower rows; a package in no row is reported. */
final class KnowOnlyLowerRows extends ArchCondition<JavaClass> {
  private final String base;
  private final List<Set<String>> rows;

  KnowOnlyLowerRows(String base, List<Set<String>> rows) {
    super("know only lower rows of " + rows);
    this.base = base;
    this.rows = rows;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (rowOf(type) < 0) {
      report(type, type.getName() + " lives in a package that has no row", events);
      return;
    }
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass known = dependency.getTargetClass().getBaseComponentType();
      if (isOurs(known) && !mayKnow(type, known)) {
        report(type, dependency.getDescription(), events);
      }
    }
  }

  private boolean mayKnow(JavaClass type, JavaClass known) {
    return wordOf(type).equals(wordOf(known)) || rowOf(known) < rowOf(type);
  }

  private boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(base) || type.getPackageName().startsWith(base + ".");
  }

  private int rowOf(JavaClass type) {
    String word = wordOf(type);
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).contains(word)) {
        return row;
      }
    }
    return -1;
  }

  /** The first package name below the base; empty for the base itself. */
  private String wordOf(JavaClass type) {
    String rest = type.getPackageName().substring(base.length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
  }

  private static void report(JavaClass type, String what, ConditionEvents events) {
    events.add(SimpleConditionEvent.violated(type, what));
  }
}

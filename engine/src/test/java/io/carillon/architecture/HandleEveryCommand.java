package io.carillon.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;

/**
 * An actor has a method {@code onX} for every concrete case {@code X} of the sealed type it is
 * parameterised with.
 *
 * <p>Together with the compiler's refusal of unused methods this stands in for an exhaustive
 * switch: a forgotten handler is found here, a handler that {@code createReceive} forgets is found
 * there.
 */
final class HandleEveryCommand extends ArchCondition<JavaClass> {
  HandleEveryCommand() {
    super("handle every command");
  }

  @Override
  public void check(JavaClass actor, ConditionEvents events) {
    Class<?> type = actor.reflect();
    if (Modifier.isAbstract(type.getModifiers())) {
      return;
    }
    Optional<Class<?>> protocol = protocolOf(type);
    if (protocol.isEmpty()) {
      report(actor, "speaks a protocol that cannot be seen from its declaration", events);
      return;
    }
    Set<String> methods =
        actor.getAllMethods().stream().map(JavaMethod::getName).collect(Collectors.toSet());
    Set<String> cases = new TreeSet<>();
    collectCases(actor, protocol.get(), cases, events);
    for (String name : cases) {
      if (!methods.contains("on" + name)) {
        report(actor, "has no on" + name, events);
      }
    }
  }

  private static Optional<Class<?>> protocolOf(Class<?> actor) {
    Class<?> child = actor;
    while (child.getSuperclass() != AbstractBehavior.class) {
      child = child.getSuperclass();
    }
    if (!(child.getGenericSuperclass() instanceof ParameterizedType parameterised)) {
      return Optional.empty();
    }
    Type argument = parameterised.getActualTypeArguments()[0];
    if (argument instanceof ParameterizedType generic) {
      argument = generic.getRawType();
    }
    return argument instanceof Class<?> type ? Optional.of(type) : Optional.empty();
  }

  private static void collectCases(
      JavaClass actor, Class<?> type, Set<String> cases, ConditionEvents events) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collectCases(actor, permitted, cases, events);
      }
    }
    boolean concrete = !Modifier.isAbstract(type.getModifiers());
    if (concrete || type.isEnum()) {
      cases.add(type.getSimpleName());
    } else if (!type.isSealed()) {
      report(actor, "hears " + type.getSimpleName() + ", which is not sealed", events);
    }
  }

  private static void report(JavaClass actor, String what, ConditionEvents events) {
    events.add(SimpleConditionEvent.violated(actor, actor.getSimpleName() + " " + what));
  }
}

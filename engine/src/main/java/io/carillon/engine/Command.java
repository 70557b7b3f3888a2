package io.carillon.engine;

import io.carillon.engine.message.ConnectionCommand;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.node.Layout;
import io.carillon.engine.node.Layouts;
import io.carillon.engine.node.Question;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What may be said to one connection from any node.
 *
 * @param question what one node asks another: to say it to the connection; answered by nothing if
 *     it is not there
 * @param make what is said
 * @param ifAbsent the answer if no node has the connection; the connection may give it too
 */
record Command<Q, A>(
    Question<Addressed<Q>, Optional<A>> question,
    BiFunction<Q, ActorRef<A>, ConnectionCommand> make,
    A ifAbsent) {

  /** To whom, and what. */
  record Addressed<Q>(ConnectionId id, Q arguments) {}

  static <Q, A> Command<Q, A> of(
      String name,
      Layout<Q> arguments,
      BiFunction<Q, ActorRef<A>, ConnectionCommand> make,
      Layout<A> answer,
      A ifAbsent) {
    Layout<Addressed<Q>> addressed =
        Layout.of(
            Layouts.CONNECTION, Addressed::id, arguments, Addressed::arguments, Addressed::new);
    return new Command<>(new Question<>(name, addressed, answer.optional()), make, ifAbsent);
  }

  /** One that has no arguments. */
  static <A> Command<Done, A> of(
      String name, Function<ActorRef<A>, ConnectionCommand> make, Layout<A> answer, A ifAbsent) {
    return of(name, Layouts.DONE, (done, replyTo) -> make.apply(replyTo), answer, ifAbsent);
  }
}

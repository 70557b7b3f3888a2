package io.carillon.engine.node;

import io.carillon.engine.label.TagExpression;
import io.carillon.engine.message.ConnectionId;
import io.carillon.engine.message.FilterValues;
import io.carillon.engine.message.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A {@link Target} on the wire. The numbers of the choices never change; new ones are added. */
final class TargetWire {
  private static final int EVERYONE = 0;
  private static final int HOLDING = 1;
  private static final int MATCHING = 2;
  private static final int LISTED = 3;
  private static final int SUBSCRIBED = 4;
  private static final int ON_LISTENER = 5;
  private static final int ON_LISTENERS = 6;

  private TargetWire() {}

  static void write(WireWriter out, Target target) {
    writeSelection(out, target.selection());
    out.optional(target.route(), WireWriter::text);
    out.list(target.exclude(), TargetWire::writeId);
  }

  static Target read(WireReader in) {
    Target.Selection selection = readSelection(in);
    return new Target(
        selection, in.optional(WireReader::text), new HashSet<>(in.list(TargetWire::readId)));
  }

  private static void writeSelection(WireWriter out, Target.Selection selection) {
    if (selection instanceof Target.Holding holding) {
      out.small(HOLDING).list(holding.labels(), Layouts.LABEL.writer());
    } else if (selection instanceof Target.Matching matching) {
      out.small(MATCHING).text(matching.expression().toString());
    } else if (selection instanceof Target.Listed listed) {
      out.small(LISTED).list(listed.ids(), TargetWire::writeId);
    } else if (selection instanceof Target.Subscribed subscribed) {
      out.small(SUBSCRIBED).text(subscribed.packageName()).text(subscribed.page());
      writeValues(out, subscribed.values());
    } else if (selection instanceof Target.OnListener on) {
      writeListeners(out, on);
    } else {
      out.small(EVERYONE);
    }
  }

  private static Target.Selection readSelection(WireReader in) {
    int choice = in.small();
    return switch (choice) {
      case EVERYONE -> Target.Everyone.INSTANCE;
      case HOLDING -> new Target.Holding(in.list(Layouts.LABEL.reader()));
      case MATCHING -> new Target.Matching(TagExpression.of(in.text()));
      case LISTED -> new Target.Listed(in.list(TargetWire::readId));
      case SUBSCRIBED -> new Target.Subscribed(in.text(), in.text(), readValues(in));
      case ON_LISTENER ->
          new Target.OnListener(Set.of(in.text()), new HashSet<>(in.list(WireReader::text)));
      case ON_LISTENERS ->
          new Target.OnListener(
              new HashSet<>(in.list(WireReader::text)), new HashSet<>(in.list(WireReader::text)));
      default -> throw new IllegalArgumentException("unknown selection " + choice);
    };
  }

  /** One by itself as ever: nodes of an earlier release know no several. */
  private static void writeListeners(WireWriter out, Target.OnListener on) {
    if (on.listeners().size() == 1) {
      out.small(ON_LISTENER).text(on.listeners().iterator().next());
    } else {
      out.small(ON_LISTENERS).list(new TreeSet<>(on.listeners()), WireWriter::text);
    }
    out.list(new TreeSet<>(on.besides()), WireWriter::text);
  }

  private static void writeValues(WireWriter out, FilterValues values) {
    if (values instanceof FilterValues.Single single) {
      out.flag(true).text(single.value());
    } else if (values instanceof FilterValues.ByKey byKey) {
      out.flag(false)
          .list(
              byKey.values().entrySet(),
              (to, entry) -> to.text(entry.getKey()).text(entry.getValue()));
    }
  }

  private static FilterValues readValues(WireReader in) {
    if (in.flag()) {
      return new FilterValues.Single(in.text());
    }
    List<Map.Entry<String, String>> entries = in.list(from -> Map.entry(from.text(), from.text()));
    Map<String, String> byKey = new HashMap<>();
    entries.forEach(entry -> byKey.put(entry.getKey(), entry.getValue()));
    return new FilterValues.ByKey(byKey);
  }

  private static void writeId(WireWriter out, ConnectionId id) {
    out.text(id.text());
  }

  private static ConnectionId readId(WireReader in) {
    return new ConnectionId(in.text());
  }
}

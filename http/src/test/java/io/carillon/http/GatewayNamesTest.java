package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.http.gateway.GatewayLists;
import io.carillon.http.gateway.GatewaySessions;
import io.carillon.http.metrics.Metrics;
import io.carillon.http.settings.CarillonSettings;
import io.carillon.http.settings.ConfigSources;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page on the gateway says each of its functions is called in Java. */
class GatewayNamesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("carillon.root"), "docs/protocol/gateway.md");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("`(\\w+\\.\\w+)`");
  private static final String API = "/v1/gateway/";

  /** The methods by the function. */
  private static final Map<String, Set<String>> METHODS = new TreeMap<>();

  @BeforeAll
  static void readThePage() throws IOException {
    String names = Files.readString(PAGE).split("\n## Names\n")[1];
    for (String line : names.lines().filter(each -> each.startsWith("| `")).toList()) {
      String[] cells = line.split("\\|");
      Set<String> methods = all(METHOD, cells[2]);
      if (!methods.isEmpty()) {
        all(NAME, cells[1]).forEach(name -> METHODS.put(name, methods));
      }
    }
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static Set<String> methodsThereAre() {
    return Stream.of(Gateway.class, GatewayLists.class, GatewaySessions.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(GatewayNamesTest::inFull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String inFull(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  @Test
  void everyFunctionOverHttpHasAMethodInJava() {
    Set<String> functions =
        CarillonServer.endpoints(
                null,
                null,
                CarillonSettings.of(ConfigSources.shipped().load()),
                new Metrics(),
                null)
            .stream()
            .map(row -> row.path().toString())
            .filter(path -> path.startsWith(API))
            .map(path -> path.substring(API.length()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(functions).hasSizeGreaterThan(30);
    assertThat(METHODS.keySet()).containsAll(functions);
  }

  @Test
  void everyMethodThatIsNamedIsThere() {
    Set<String> named =
        METHODS.values().stream()
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(methodsThereAre()).containsAll(named);
  }
}

package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the PHP file defines, as a program that includes it sees it. */
class PhpSurfaceIT {
  private static final List<String> SIGNATURES =
      List.of(
          "getClients(?string $route = NULL): array",
          "getClientsCount(?string $route = NULL): int",
          "send(string $connectionId, string $data, ?string $route = NULL): void",
          "sendAll(string $data, ?string $route = NULL): int",
          "killConnection(string $connectionId): bool",
          "renameConnection(string $currentId, string $newId): bool",
          "listRoutes(): array",
          "enablePing(string $connectionId, int $intervalMs = 0): bool",
          "disablePing(string $connectionId): bool",
          "getClientPingTime(string $connectionId): int",
          "enableQueueCounter(string $connectionId, int $maxMessages = 100,"
              + " int $maxTimeSeconds = 3600): bool",
          "disableQueueCounter(string $connectionId): bool",
          "getClientMessageCounter(string $connectionId): int",
          "getClientMessageQueue(string $connectionId): array",
          "clearClientMessageQueue(string $connectionId): bool",
          "tagClient(string $connectionId, string $tag): void",
          "untagClient(string $connectionId, string $tag): void",
          "clearTagClient(string $connectionId): void",
          "getTags(): array",
          "getClientsByTag(string $tag): array",
          "getTagCount(string $tag): int",
          "sendToTag(string $tag, string $data, ?string $route = NULL): int",
          "sendToTagExpression(string $expression, string $data, ?string $route = NULL): int",
          "getClientsByTagExpression(string $expression): array",
          "setStoredInformation(string $connectionId, string $key, string $value): void",
          "getStoredInformation(string $connectionId, string $key): string",
          "deleteStoredInformation(string $connectionId, string $key): void",
          "clearStoredInformation(string $connectionId): void",
          "hasStoredInformation(string $connectionId, string $key): bool",
          "listStoredInformationKeys(string $connectionId): array",
          "searchStoredInformation(string $key, string $op, string $value,"
              + " ?string $route = NULL): array",
          "global_set(string $key, string $value, int $expireSeconds = 0): void",
          "global_get(string $key): string",
          "global_has(string $key): bool",
          "global_delete(string $key): bool",
          "activateGhost(string $connectionId): bool",
          "releaseGhost(string $connectionId): bool",
          "isGhost(string $connectionId): bool");

  private static final String PRINT_SIGNATURES =
      """
      foreach (get_defined_functions()['user'] as $name) {
          $function = new ReflectionFunction($name);
          $parameters = [];
          foreach ($function->getParameters() as $parameter) {
              $type = $parameter->getType();
              $parameters[] = ($type->allowsNull() ? '?' : '') . ltrim((string) $type, '?') . ' $' . $parameter->getName()
                  . ($parameter->isOptional() ? ' = ' . var_export($parameter->getDefaultValue(), true) : '');
          }
          echo $function->getName(), '(', implode(', ', $parameters), '): ', $function->getReturnType(), "\\n";
      }
      """;

  private final Php php = Php.alone().loadingTheClient();

  @Test
  void definesThe38FunctionsAndNoOther() {
    assertThat(SIGNATURES).hasSize(38);
    assertThat(php.printed(PRINT_SIGNATURES).lines())
        .containsExactlyInAnyOrderElementsOf(
            SIGNATURES.stream().map(signature -> "frankenphp_ws_" + signature).toList());
  }

  @Test
  void theReadmeListsEveryFunctionAsItIs() throws IOException {
    String readme = Files.readString(Php.CLIENT.resolveSibling("README.md"));

    assertThat(SIGNATURES)
        .allSatisfy(
            signature ->
                assertThat(readme)
                    .contains(
                        "| `"
                            + signature.substring(0, signature.indexOf(')')).replace("NULL", "null")
                            + ")` |"));
  }

  @Test
  void definesTheTenOperators() {
    assertThat(php.value("get_defined_constants(true)['user']"))
        .isEqualTo(
            Door.json(
                Stream.of(
                        "eq",
                        "neq",
                        "prefix",
                        "suffix",
                        "contains",
                        "ieq",
                        "iprefix",
                        "isuffix",
                        "icontains",
                        "regex")
                    .map(
                        op -> "'FRANKENPHP_WS_OP_" + op.toUpperCase(Locale.ROOT) + "':'" + op + "'")
                    .collect(Collectors.joining(",", "{", "}"))));
  }

  @Test
  void leavesAloneWhatTheExtensionHas() {
    String output =
        Php.alone()
            .printed(
                "define('FRANKENPHP_WS_OP_EQ', 'theirs');"
                    + "function frankenphp_ws_sendAll() { return 'theirs'; }"
                    + "require '"
                    + Php.CLIENT
                    + "'; require '"
                    + Php.CLIENT
                    + "';"
                    + "echo frankenphp_ws_sendAll(), FRANKENPHP_WS_OP_EQ, FRANKENPHP_WS_OP_NEQ;");

    assertThat(output).isEqualTo("theirstheirsneq");
  }

  @Test
  void usesNothingNewerThanPhp74() {
    assertThat(newerThan74("file_get_contents(" + Php.literal(Php.CLIENT.toString()) + ")"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$a = match (1) { 1 => 2 };",
        "f(a: 2);",
        "f(1, a: 2);",
        "$a?->b();",
        "#[A] class B {}",
        "enum A {}",
        "str_contains('a', 'b');",
        "\\str_contains('a', 'b');",
        "$a ?? throw new E();",
        "$a = strlen(...);",
        "$a::class;",
        "try { f(); } catch (E) {}",
        "function f(int|string $a) {}",
        "function f(): int|string {}",
        "function f(mixed $a) {}",
        "function f(): never {}",
        "class A { function f(): static {} }",
        "function f(int $a,) {}",
        "function f(A $a = new A()) {}",
        "class A { function __construct(private int $a) {} }",
        "class A { private int|string $a; }",
        "class A { public readonly int $a; }"
      })
  void noticesWhatIsNewerThanPhp74(String code) {
    assertThat(newerThan74(Php.literal("<?php " + code))).hasSize(1);
  }

  private static JsonNode newerThan74(String source) {
    return Php.alone()
        .option("auto_prepend_file=" + Php.SCRIPTS.resolve("newer-than-74.php"))
        .value("newer_than_74(" + source + ")");
  }
}

package io.carillon.engine.protocol.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One kind of frame as a JSON Schema (draft 2020-12). Thread-safe. */
final class FrameSchema {
  private static final String CLOSED = "additionalProperties";

  /** Stops at the first complaint: a frame of a million faults costs no more than one of one. */
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .failFast(true)
                      .pathType(PathType.JSON_POINTER)
                      .locale(Locale.ENGLISH)
                      .build()));

  private final Schema schema;

  private FrameSchema(JsonNode schema) {
    this.schema = REGISTRY.getSchema(schema);
    this.schema.initializeValidators();
  }

  /** Reads the schema of this name that lies beside this class. */
  static FrameSchema named(String name, Validation validation) {
    try (InputStream file = FrameSchema.class.getResourceAsStream(name)) {
      JsonNode schema = new ObjectMapper().readTree(file);
      if (validation == Validation.STRICT) {
        close(schema);
      }
      return new FrameSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first thing that is wrong, if anything is. */
  Optional<Complaint> check(JsonNode frame) {
    List<Error> errors = schema.validate(frame);
    return errors.isEmpty() ? Optional.empty() : Optional.of(complaint(frame, errors.get(0)));
  }

  private static void close(JsonNode schema) {
    for (JsonNode open : schema.findParents(CLOSED)) {
      if (open.get(CLOSED).isBoolean()) {
        ((ObjectNode) open).put(CLOSED, false);
      }
    }
  }

  private static Complaint complaint(JsonNode frame, Error error) {
    String at = error.getInstanceLocation().toString();
    if (error.getProperty() != null) {
      at += "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
    }
    JsonNode value = frame.at(at);
    return value.isMissingNode()
        ? new Complaint(at, Optional.empty(), error.getMessage())
        : Complaint.of(at, value, error.getMessage());
  }
}

package io.t4.workflows;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import io.t4.error.WorkflowException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A schema of JSON Schema draft-07 without {@code $ref}. Formats and content encodings are not
 * checked, as Python doesn't. Immutable.
 */
final class JsonSchema {
  /** How many problems a message lists. */
  private static final int SHOWN = 3;

  /** The library, which loads its messages and the schema of schemas once. */
  private static final class Draft7 {
    static final SchemaRegistry REGISTRY = registry();
    static final Schema SCHEMA_OF_SCHEMAS =
        REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft7().getId()));

    private static SchemaRegistry registry() {
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder()
              .formatAssertionsEnabled(false)
              .locale(Locale.ENGLISH)
              // Nothing is looked up by it.
              .schemaIdValidator((id, root, location, resolved, context) -> true)
              .regularExpressionFactory(regex -> PythonPattern.compile(regex)::isFoundIn)
              .build();
      Dialect dialect =
          Dialect.builder(Dialects.getDraft7())
              .keyword(new AnnotationKeyword("contentEncoding"))
              .keyword(new AnnotationKeyword("contentMediaType"))
              // Without the warning that the library logs.
              .unknownKeywordFactory((name, context) -> new AnnotationKeyword(name))
              .build();
      return SchemaRegistry.withDialect(
          dialect,
          builder ->
              builder
                  .schemaRegistryConfig(config)
                  .schemaCacheEnabled(false)
                  .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }
  }

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Makes a schema of a part of one that {@link #faultOf} has let pass.
   *
   * @throws WorkflowException for regular expressions that can't be used
   */
  static JsonSchema of(JsonNode schema) {
    try {
      Schema compiled = Draft7.REGISTRY.getSchema(schema);
      compiled.initializeValidators();
      return new JsonSchema(compiled);
    } catch (SchemaException e) {
      if (e.getCause() instanceof WorkflowException known) {
        throw known;
      }
      throw new WorkflowException("It can't be compiled: " + e.getMessage(), e);
    }
  }

  /** What of the value is no schema; empty if it is one. */
  static Optional<String> faultOf(JsonNode schema) {
    return description(Draft7.SCHEMA_OF_SCHEMAS.validate(schema), "");
  }

  boolean isValid(JsonNode value) {
    return schema.validate(value).isEmpty();
  }

  /**
   * What of a value doesn't fit, and what is expected.
   *
   * @param place the JSON pointer of the value in what is checked
   * @return empty if it fits
   */
  Optional<String> problem(JsonNode value, String place) {
    return description(schema.validate(value), place);
  }

  private static Optional<String> description(List<Error> errors, String place) {
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (Error error : errors.subList(0, Math.min(SHOWN, errors.size()))) {
      text.append(text.isEmpty() ? "" : "; ")
          .append("at '%s%s': ".formatted(place, error.getInstanceLocation()))
          .append(error.getMessage());
    }
    if (errors.size() > SHOWN) {
      text.append("; and ").append(errors.size() - SHOWN).append(" more");
    }
    return Optional.of(text.toString());
  }
}

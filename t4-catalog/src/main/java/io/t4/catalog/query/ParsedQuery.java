package io.t4.catalog.query;

import static java.util.Objects.requireNonNull;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query that was understood.
 *
 * @param query the query in OpenSearch's DSL, ready to be put below {@code "query"}; it belongs to
 *     whoever asked for it
 * @param allVersions whether old versions and delete markers are searched as well: the query names
 *     a field that {@linkplain Field#isAboutVersions tells them apart}. If not, the caller
 *     restricts the search to what is current; the query itself doesn't
 * @param metadataFields the fields of metadata that the query names, such as {@code
 *     user_meta.city}, each once, in their order
 */
public record ParsedQuery(ObjectNode query, boolean allVersions, List<String> metadataFields) {
  public ParsedQuery {
    requireNonNull(query, "query");
    metadataFields = List.copyOf(metadataFields);
  }
}

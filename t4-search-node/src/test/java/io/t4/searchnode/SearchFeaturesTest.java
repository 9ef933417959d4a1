package io.t4.searchnode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of OpenSearch that the catalog builds on are among the node's modules. */
class SearchFeaturesTest {
  @RegisterExtension static final SearchNodeExtension SHARED = SearchNodeExtension.ofOneNode();

  @BeforeAll
  static void index() throws Exception {
    OpenSearchClient openSearch = new OpenSearchClient(SHARED.uri());
    assertThat(
            openSearch.put(
                "/features",
                """
                {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "analysis": {
                   "filter": {"parts": {"type": "word_delimiter_graph", "preserve_original": true}},
                   "analyzer": {"key": {"type": "custom", "tokenizer": "keyword",
                      "filter": ["parts", "flatten_graph", "lowercase", "asciifolding"]}}}},
                 "mappings": {"dynamic": false, "properties": {
                   "key": {"type": "keyword"},
                   "key_text": {"type": "text", "analyzer": "key"},
                   "text": {"type": "text"},
                   "user_meta": {"type": "flat_object"},
                   "path": {"type": "wildcard"},
                   "rank": {"type": "rank_feature"},
                   "size": {"type": "long"},
                   "time": {"type": "date"}}}}"""))
        .contains("\"acknowledged\":true");
    StringBuilder documents = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      documents
          .append("{\"index\": {\"_index\": \"features\", \"_id\": \"")
          .append(i)
          .append("\"}}\n");
      documents.append(
          """
              {"key": "a/fooBar_%1$d.txt", "key_text": "a/fooBar_%1$d.txt", "path": "abc%1$ddef",\
               "text": "the god Thor and lightning", "user_meta": {"name": "thor", "deep": {"n": %1$d}},\
               "rank": %2$d, "size": %1$d, "time": "2024-01-%2$02d"}
              """
              .formatted(i, i + 1));
    }
    assertThat(openSearch.post("/_bulk?refresh=true", documents.toString()))
        .contains("\"errors\":false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "thor lightning | 20",
        "thor missing | 0",
        "\"god thor\" | 20",
        "thor AND NOT size:7 | 19",
        "lightn* | 20",
        "thro~ | 20",
        "/light.*g/ | 20",
        "size:[3 TO 5] | 3",
        "time:[2024-01-03 TO 2024-01-05] | 3",
        "_exists_:user_meta.name | 20",
        "user_meta.name:thor | 20",
        "user_meta.deep.n:7 | 1",
        "user_meta:thor | 20",
        "key_text:foo | 20",
      })
  void aQueryStringFinds(String query, int expected) throws Exception {
    String answer =
        search(
            """
            {"track_total_hits": true, "query": {"query_string": {"query": "%s",
              "default_field": "text", "default_operator": "AND"}}}"""
                .formatted(query.replace("\"", "\\\"")));

    assertThat(answer).contains("\"total\":{\"value\":" + expected + ",");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"terms\": {\"field\": \"key\"}",
        "\"date_range\": {\"field\": \"time\", \"ranges\": [{\"to\": \"2024-01-05\"}]}",
        "\"range\": {\"field\": \"size\", \"ranges\": [{\"to\": 5}]}",
        "\"date_histogram\": {\"field\": \"time\", \"calendar_interval\": \"week\"}",
        "\"composite\": {\"sources\": [{\"k\": {\"terms\": {\"field\": \"key\"}}}]}"
      })
  void anAggregationHasBuckets(String aggregation) throws Exception {
    assertThat(search("{\"size\": 0, \"aggs\": {\"a\": {" + aggregation + "}}}"))
        .contains("\"doc_count\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unified", "plain"})
  void hitsAreHighlighted(String type) throws Exception {
    assertThat(
            search(
                """
                {"query": {"match": {"text": "thor"}},
                 "highlight": {"type": "%s", "fields": {"text": {}}}}"""
                    .formatted(type)))
        .contains("<em>Thor</em>");
  }

  @Test
  void aFieldOfTheTypeWildcardIsSearchedByPattern() throws Exception {
    assertThat(search("{\"query\": {\"wildcard\": {\"path\": \"*c1*d*\"}}}"))
        .contains("\"total\":{\"value\":11,");
  }

  /** A defect of OpenSearch 2.19; the pattern of another type of field finds all. */
  @Test
  void aQueryStringFindsTooLittleInAFieldOfTheTypeWildcard() throws Exception {
    assertThat(search("{\"query\": {\"query_string\": {\"query\": \"path:*c1*d*\"}}}"))
        .contains("\"total\":{\"value\":1,");
  }

  @Test
  void aPointInTimeIsPagedThroughWhileDocumentsGo() throws Exception {
    OpenSearchClient openSearch = new OpenSearchClient(SHARED.uri());
    openSearch.post("/_bulk?refresh=true", bulk("paged", 5));
    String pit =
        first(
            "\"pit_id\":\"([^\"]+)\"",
            openSearch.post("/paged/_search/point_in_time?keep_alive=1m", ""));
    assertThat(
            openSearch.post(
                "/paged/_delete_by_query?refresh=true", "{\"query\": {\"match_all\": {}}}"))
        .contains("\"deleted\":5");

    String page =
        """
        {"size": 3, "pit": {"id": "%s", "keep_alive": "1m"}, "sort": [{"n": "asc"}]%s}""";
    assertThat(openSearch.post("/_search", page.formatted(pit, "")))
        .contains("\"sort\":[2]")
        .doesNotContain("\"sort\":[3]");
    assertThat(openSearch.post("/_search", page.formatted(pit, ", \"search_after\": [2]")))
        .contains("\"sort\":[3]", "\"sort\":[4]");
  }

  @Test
  void anAliasMovesToAReindexedCopy() throws Exception {
    OpenSearchClient openSearch = new OpenSearchClient(SHARED.uri());
    openSearch.post("/_bulk?refresh=true", bulk("old", 4));

    assertThat(
            openSearch.post(
                "/_reindex?refresh=true",
                "{\"source\": {\"index\": \"old\"}, \"dest\": {\"index\": \"new\"}}"))
        .contains("\"created\":4");
    openSearch.post(
        "/_aliases", "{\"actions\": [{\"add\": {\"index\": \"new\", \"alias\": \"current\"}}]}");

    assertThat(openSearch.get("/current/_count")).contains("\"count\":4");
  }

  private static String bulk(String index, int documents) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < documents; i++) {
      lines.append("{\"index\": {\"_index\": \"%s\"}}%n{\"n\": %d}%n".formatted(index, i));
    }
    return lines.toString();
  }

  private static String search(String body) throws Exception {
    return new OpenSearchClient(SHARED.uri()).post("/features/_search", body);
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}

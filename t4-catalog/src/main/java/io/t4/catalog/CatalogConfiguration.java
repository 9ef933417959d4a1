package io.t4.catalog;

import io.t4.catalog.buckets.ServedBuckets;
import io.t4.catalog.buckets.ServedBucketsFactory;
import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.database.ScanStates;
import io.t4.catalog.index.CertificateAuthority;
import io.t4.catalog.index.SearchEngine;
import io.t4.catalog.index.SearchEngines;
import io.t4.catalog.index.SearchIndexes;
import io.t4.catalog.indexing.IndexingEngine;
import io.t4.catalog.search.FacetedSearch;
import io.t4.catalog.settings.CatalogSettings;
import io.t4.searchnode.SearchNode;
import io.t4.session.T4Session;
import io.t4.text.TextExtractor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server is made of. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

  @Bean
  T4Session session(CatalogSettings settings) {
    T4Session.Builder builder = T4Session.builder().concurrency(settings.indexing().parallel());
    if (settings.endpointUrl() != null) {
      builder.endpoint(settings.endpointUrl());
    }
    if (settings.region() != null) {
      builder.region(settings.region());
    }
    return builder.build();
  }

  /** A node of our own, unless a cluster is named. */
  @Bean
  SearchEngine searchEngine(CatalogSettings settings) throws IOException {
    CatalogSettings.Search search = settings.search();
    URI url = search.url();
    if (url == null) {
      return SearchEngines.start(
          SearchNode.builder()
              .data(settings.data().resolve("index"))
              .heapMegabytes(search.heapMegabytes()));
    }
    Path file = search.certificateAuthority();
    CertificateAuthority authority = file == null ? null : CertificateAuthority.read(file);
    return search.awsRegion() == null
        ? SearchEngines.connect(url, search.username(), search.password(), authority)
        : SearchEngines.connectAws(url, search.awsRegion(), authority);
  }

  @Bean
  SearchIndexes searchIndexes(CatalogSettings settings, SearchEngine engine) {
    return new SearchIndexes(engine, settings.search().shards(), settings.search().replicas());
  }

  @Bean
  FacetedSearch facetedSearch(SearchIndexes indexes) {
    return new FacetedSearch(indexes);
  }

  @Bean
  TextExtractor textExtractor(CatalogSettings settings) throws IOException {
    return TextExtractor.builder()
        .workers(settings.indexing().textWorkers())
        .maxInputBytes(settings.indexing().maxTextBytes())
        .timeLimit(settings.indexing().textTimeout())
        .build();
  }

  @Bean
  ServedBuckets servedBuckets(
      CatalogSettings settings,
      T4Session session,
      SearchIndexes indexes,
      TextExtractor extractor,
      ScanStates scans,
      DeadLetters deadLetters)
      throws IOException {
    Path temporaryFiles = emptyDirectory(settings.data().resolve("temporary"));
    IndexingEngine engine =
        new IndexingEngine(settings, extractor, scans, deadLetters, temporaryFiles);
    return new ServedBucketsFactory(session, indexes, engine).open(settings);
  }

  /** A server that was killed leaves files behind. */
  private static Path emptyDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    return directory;
  }
}

package io.t4.catalog.web;

import io.t4.catalog.index.SearchEngine;
import io.t4.catalog.index.SearchEngineException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while the search engine is away, as searches then are. */
@Component
final class SearchEngineHealth implements HealthIndicator {
  private final SearchEngine engine;

  SearchEngineHealth(SearchEngine engine) {
    this.engine = engine;
  }

  @Override
  public Health health() {
    try {
      engine.ping();
      return Health.up().build();
    } catch (SearchEngineException e) {
      // One that refuses to tell what it is answers all the same.
      return e.isTransient() ? Health.down(e).build() : Health.up().build();
    }
  }
}

package io.t4.catalog.index;

import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueryOnOpenSearch3Test extends QueryOnNodeContract {
  @RegisterExtension static final OpenSearch3 SEARCH = new OpenSearch3();

  @Override
  URI node() {
    return SEARCH.uri();
  }
}

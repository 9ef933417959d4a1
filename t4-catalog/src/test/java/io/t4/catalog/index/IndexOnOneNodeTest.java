package io.t4.catalog.index;

import io.t4.searchnode.SearchNodeExtension;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

class IndexOnOneNodeTest extends IndexOnNodeContract {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @Override
  URI node() {
    return SEARCH.uri();
  }
}

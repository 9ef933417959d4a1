package io.t4.search;

import java.net.URI;

/** What is asked of a search endpoint. Nothing else is ever signed. */
enum EndpointRequest {
  SEARCH("POST", "/drive/_search"),
  MAPPING("GET", "/drive/_mapping"),
  USER_META_SCHEMA("GET", "/user-meta-schema");

  private final String method;
  private final String path;

  EndpointRequest(String method, String path) {
    this.method = method;
    this.path = path;
  }

  String method() {
    return method;
  }

  /** The URL at which an endpoint answers; its path always ends with the one of this request. */
  URI at(URI endpoint) {
    String base = endpoint.toString();
    // Whoever names the endpoint must not hide the path behind a fragment.
    int fragment = base.indexOf('#');
    String whole = fragment < 0 ? base : base.substring(0, fragment);
    int query = whole.indexOf('?');
    String before = query < 0 ? whole : whole.substring(0, query);
    String behind = query < 0 ? "" : whole.substring(query);
    String directory = before.endsWith("/") ? before.substring(0, before.length() - 1) : before;
    return URI.create(directory + path + behind);
  }
}

package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the catalog's address answers by itself: where to go on. */
@RestController
final class HomeController {
  @Hidden
  @GetMapping("/")
  Map<String, String> home() {
    Map<String, String> ways = new LinkedHashMap<>();
    ways.put("name", "T4 catalog");
    ways.put("search", "/api/search?q=");
    ways.put("status", "/api/status");
    ways.put("api", "/v3/api-docs");
    ways.put("config", "/config.json");
    return ways;
  }
}

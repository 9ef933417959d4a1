package io.t4.catalog.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.t4.catalog.settings.CatalogSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the notifications of MinIO, Ceph and others who send them over HTTP. Whoever sends them
 * shows the shared secret, as {@code Authorization: Bearer SECRET}; without one in the settings all
 * are refused.
 */
@RestController
final class WebhookController {
  private static final String BEARER = "Bearer ";

  private final ChangedObjects changedObjects;
  private final @Nullable String secret;

  WebhookController(ChangedObjects changedObjects, CatalogSettings settings) {
    this.changedObjects = changedObjects;
    this.secret = settings.events().webhookSecret();
  }

  @Operation(
      summary = "Take notifications of an S3 server, which shows the shared secret",
      requestBody = @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE)))
  @PostMapping("/api/events/s3")
  ResponseEntity<Object> notified(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
      @Parameter(hidden = true) InputStream body)
      throws IOException {
    // Before anything of the body is read: what strangers send must cost nothing.
    if (!isAuthorized(authorization)) {
      return ResponseEntity.status(401)
          .body(Map.of("error", "the shared secret is missing or wrong"));
    }
    String message = new String(body.readAllBytes(), StandardCharsets.UTF_8);
    if (message.isBlank()) {
      // MinIO asks so whether anybody is there.
      return ResponseEntity.ok(Map.of());
    }
    try {
      // The sender needn't wait until it is indexed.
      CompletableFuture<Void> unused = changedObjects.notified(message);
      return ResponseEntity.ok(Map.of());
    } catch (IllegalArgumentException e) {
      return ResponseEntity.badRequest().body(Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  /** In a time that does not depend on where the secrets differ. */
  private boolean isAuthorized(String authorization) {
    String shown =
        authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : authorization;
    return secret != null
        && !secret.isEmpty()
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }
}

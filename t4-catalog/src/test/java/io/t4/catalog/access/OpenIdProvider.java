package io.t4.catalog.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID provider, at which whoever comes is logged in as {@link #claims} say. */
final class OpenIdProvider implements AutoCloseable {
  static final String CLIENT = "t4";

  private final HttpServer server;
  private final RSAKey key;

  /** The nonces of logins by their codes. */
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  private volatile Map<String, Object> claims = Map.of();

  private OpenIdProvider(HttpServer server, RSAKey key) {
    this.server = server;
    this.key = key;
  }

  static OpenIdProvider start() throws IOException, JOSEException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OpenIdProvider provider =
        new OpenIdProvider(server, new RSAKeyGenerator(2048).keyID("k").generate());
    server.createContext("/.well-known/openid-configuration", provider::configuration);
    server.createContext("/jwks", provider::keys);
    server.createContext("/authorize", provider::authorize);
    server.createContext("/token", provider::token);
    server.start();
    return provider;
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whom the next logins are of. */
  void claims(Map<String, Object> next) {
    claims = next;
  }

  private void configuration(HttpExchange exchange) throws IOException {
    Map<String, Object> answer = new HashMap<>();
    answer.put("issuer", issuer());
    answer.put("authorization_endpoint", issuer() + "/authorize");
    answer.put("token_endpoint", issuer() + "/token");
    answer.put("jwks_uri", issuer() + "/jwks");
    answer.put("subject_types_supported", new String[] {"public"});
    answer.put("response_types_supported", new String[] {"code"});
    answer.put("id_token_signing_alg_values_supported", new String[] {"RS256"});
    json(exchange, JsonMapper.shared().writeValueAsString(answer));
  }

  private void keys(HttpExchange exchange) throws IOException {
    json(exchange, new JWKSet(key.toPublicJWK()).toString());
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
    String code = "code" + nonces.size();
    nonces.put(code, query.get("nonce"));
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            query.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(query.get("state"), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Instant now = Instant.now();
    JWTClaimsSet.Builder set =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(CLIENT)
            .subject("4711")
            .claim("nonce", Objects.requireNonNull(nonces.remove(form.get("code"))))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)));
    claims.forEach(set::claim);
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), set.build());
    try {
      jwt.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IOException(e);
    }
    json(
        exchange,
        "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \""
            + jwt.serialize()
            + "\"}");
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

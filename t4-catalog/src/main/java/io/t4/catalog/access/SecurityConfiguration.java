package io.t4.catalog.access;

import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.accounts.ApiTokens;
import io.t4.catalog.accounts.Passwords;
import io.t4.catalog.settings.AccessSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What is asked of requests before they are answered. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String WEBHOOK = "/api/events/s3";

  /** What programs ask for, and no page. */
  private static final RequestMatcher PROGRAMS =
      new OrRequestMatcher(
          path("/api/**"),
          path("/config.json"),
          path("/federations/**"),
          path("/v3/api-docs/**"),
          path("/actuator/**"));

  private static final int MAX_PAGE_LENGTH = 2_000;

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** No page takes anything from elsewhere, nor is shown in a frame. */
  private static final String CONTENT =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static RequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }

  /** Else Spring Boot makes a user of its own. */
  @Bean
  AuthenticationProvider passwordLogin(Accounts accounts, Passwords passwords) {
    return new PasswordLogin(accounts, passwords, new LoginAttempts(InstantSource.system()));
  }

  /** Senders of events show a secret of their own, which the receiver knows. */
  @Bean
  @Order(1)
  SecurityFilterChain webhook(HttpSecurity http) {
    return http.securityMatcher(path(WEBHOOK))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain everythingElse(
      HttpSecurity http,
      LoginRule rule,
      Accounts accounts,
      ApiTokens tokens,
      AccountAdministration administration,
      AccessSettings settings,
      ObjectProvider<ClientRegistrationRepository> openIdProviders) {
    ErrorWriter errors = new ErrorWriter();
    http.addFilterBefore(new SameOriginFilter(), CsrfFilter.class)
        .headers(SecurityConfiguration::headers)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    // Frames of plots ask for scripts without cookies.
                    .requestMatchers(path("/actuator/health/**"), path("/assets/plot/**"))
                    .permitAll()
                    .requestMatchers(path("/actuator/prometheus"))
                    .access(AuthorizationManagers.anyOf(fromThisMachine(), administrator()))
                    .requestMatchers(
                        path("/actuator/**"), path("/api/accounts/**"), path("/accounts/**"))
                    .access(administrator())
                    .anyRequest()
                    .hasAuthority(ViewerAuthentication.SEARCH))
        .exceptionHandling(
            handling ->
                handling
                    .defaultAuthenticationEntryPointFor(errors, PROGRAMS)
                    .defaultAccessDeniedHandlerFor(errors, PROGRAMS)
                    // A single one would answer browsers, too.
                    .defaultAccessDeniedHandlerFor(
                        new AccessDeniedHandlerImpl(), AnyRequestMatcher.INSTANCE));
    if (!rule.isLoginRequired()) {
      return http.csrf(AbstractHttpConfigurer::disable)
          .logout(AbstractHttpConfigurer::disable)
          .requestCache(AbstractHttpConfigurer::disable)
          .sessionManagement(
              session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
          .addFilterBefore(new LocalViewerFilter(), LogoutFilter.class)
          .build();
    }
    LoginFailure failure = new LoginFailure(errors);
    if (openIdProviders.getIfAvailable() != null) {
      http.oauth2Login(
          login ->
              login
                  .withObjectPostProcessor(failure.installed())
                  .authorizationEndpoint(
                      endpoint -> endpoint.authorizationRequestRepository(new PendingLogins()))
                  .userInfoEndpoint(
                      users ->
                          users
                              .oidcUserService(
                                  new OpenIdAccounts(accounts, administration, settings))
                              .userService(
                                  request -> {
                                    throw new OAuth2AuthenticationException("openid_scope_missing");
                                  })));
    }
    PagesAfterLogin pages = new PagesAfterLogin();
    pages.setRequestMatcher(SecurityConfiguration::isPage);
    return http.csrf(
            csrf ->
                csrf.spa()
                    .csrfTokenRepository(tokensOfPages())
                    .requireCsrfProtectionMatcher(changesBySession()))
        .requestCache(cache -> cache.requestCache(pages))
        .httpBasic(basic -> basic.authenticationEntryPoint(errors))
        .formLogin(login -> login.withObjectPostProcessor(failure.installed()))
        .addFilterBefore(new TokenFilter(tokens, accounts, errors), BasicAuthenticationFilter.class)
        .addFilterAfter(new AccountFilter(accounts), AnonymousAuthenticationFilter.class)
        .build();
  }

  /** Whether a browser is sent there after the login. A cookie tells, which has its limits, too. */
  private static boolean isPage(HttpServletRequest request) {
    String query = request.getQueryString();
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && accepted != null
        && accepted.contains(MediaType.TEXT_HTML_VALUE)
        && !PROGRAMS.matches(request)
        && request.getRequestURI().length() + (query == null ? 0 : query.length())
            <= MAX_PAGE_LENGTH;
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
  }

  /** In a cookie that scripts of our pages read, and no other site's. */
  private static CookieCsrfTokenRepository tokensOfPages() {
    CookieCsrfTokenRepository repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
    repository.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    return repository;
  }

  /** A browser adds cookies to what other sites' pages send, but no such header. */
  private static RequestMatcher changesBySession() {
    return new AndRequestMatcher(
        request -> !READING.contains(request.getMethod()),
        request -> request.getHeader(HttpHeaders.AUTHORIZATION) == null);
  }

  private static AuthorizationManager<RequestAuthorizationContext> administrator() {
    return AuthorityAuthorizationManager.hasAuthority(ViewerAuthentication.ADMIN);
  }

  private static AuthorizationManager<RequestAuthorizationContext> fromThisMachine() {
    return (authentication, context) -> {
      HttpServletRequest request = context.getRequest();
      return new AuthorizationDecision(LocalNames.isFromHere(request));
    };
  }
}

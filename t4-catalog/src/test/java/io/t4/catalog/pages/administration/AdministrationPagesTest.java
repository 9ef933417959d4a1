package io.t4.catalog.pages.administration;

import static io.t4.catalog.pages.administration.FormBrowser.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.accounts.ApiTokens;
import io.t4.catalog.accounts.BucketPattern;
import io.t4.catalog.accounts.Role;
import io.t4.catalog.accounts.TokenScope;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pages of accounts, tokens and the indexing, for those who may and those who may not. */
class AdministrationPagesTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PASSWORD = "correct horse battery";
  private static final List<String> PAGES =
      List.of("/accounts", "/accounts/account?name=root", "/tokens", "/indexing");

  /** Each change that a form of these pages asks for: the path, then its fields. */
  private static final List<String[]> CHANGES =
      List.of(
          new String[] {
            "/accounts", "name", "eve", "role", "ADMIN", "password", PASSWORD, "buckets", "*"
          },
          new String[] {
            "/accounts/account", "do", "change", "name", "ben", "role", "ADMIN", "buckets", "*"
          },
          new String[] {
            "/accounts/account", "do", "password", "name", "root", "password", "another password"
          },
          new String[] {"/accounts/account", "do", "remove", "name", "root", "confirmed", "yes"});

  private static final String[] MAKE = {
    "/tokens", "do", "make", "name", "laptop", "scope", "SEARCH", "days", "3"
  };

  @TempDir static Path directory;

  private static CatalogUnderTest catalog;
  private static String lab;
  private static String attic;
  private static FormBrowser root;
  private static FormBrowser ben;

  @BeforeAll
  static void start() throws IOException {
    lab = bucket("lab");
    attic = bucket("attic");
    try (CatalogUnderTest open = catalog(Map.of())) {
      AccountAdministration accounts = open.part(AccountAdministration.class);
      accounts.add("root", Role.ADMIN, PASSWORD, List.of("*"));
      accounts.add("ben", Role.USER, PASSWORD, List.of(lab));
      nobodyLogsIn(new FormBrowser(open));
    }
    catalog = catalog(Map.of("access.login", "always"));
    root = FormBrowser.loggedIn(catalog, "root", PASSWORD);
    ben = FormBrowser.loggedIn(catalog, "ben", PASSWORD);
  }

  private static String bucket(String name) throws IOException {
    return Location.directory(Files.createDirectories(directory.resolve(name))).toString();
  }

  private static CatalogUnderTest catalog(Map<String, String> settings) {
    return CatalogUnderTest.builder(List.of(lab, attic), settings)
        .search(SEARCH.uri())
        .data(directory.resolve("data"))
        .start();
  }

  @AfterAll
  static void stop() {
    if (catalog != null) {
      catalog.close();
    }
  }

  /** Where nobody has to log in, whoever sits at the machine has no account. */
  private static void nobodyLogsIn(FormBrowser local) {
    for (String page : List.of("/accounts", "/accounts/account?name=root", "/tokens")) {
      HttpResponse<String> answer = local.get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(404);
      assertThat(answer.body()).contains("asks nobody who they are");
    }
    for (String[] change : CHANGES) {
      assertThat(local.post(change[0], fields(change)).statusCode()).isEqualTo(404);
    }
    assertThat(local.post(MAKE[0], fields(MAKE)).statusCode()).isEqualTo(404);
    assertThat(local.get("/indexing").body())
        .contains(lab, attic)
        .doesNotContain("href=\"/tokens\"", "href=\"/accounts\"", "Log out");
  }

  private static String[] fields(String... change) {
    return List.of(change).subList(1, change.length).toArray(String[]::new);
  }

  private static String state() {
    return catalog.part(Accounts.class).list() + " " + catalog.part(ApiTokens.class).listAll();
  }

  private static Account account(String name) {
    return catalog.part(Accounts.class).find(name).orElseThrow();
  }

  @Test
  void whoIsNotKnownMustLogIn() {
    FormBrowser stranger = new FormBrowser(catalog);
    String before = state();
    for (String page : PAGES) {
      HttpResponse<String> answer = stranger.get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(302);
      assertThat(location(answer)).endsWith("/login");
    }
    for (String[] change : CHANGES) {
      assertThat(stranger.post(change[0], fields(change)).statusCode()).isEqualTo(403);
      HttpResponse<String> answer = stranger.submit("/login", change[0], fields(change));
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(location(answer)).endsWith("/login");
    }
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void usersChangeNoAccounts() {
    String before = state();
    for (String page : List.of("/accounts", "/accounts/account?name=root")) {
      HttpResponse<String> answer = ben.get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(403);
      assertThat(answer.body()).contains("You may not do that").doesNotContain("defect");
    }
    for (String[] change : CHANGES) {
      HttpResponse<String> answer = ben.submit("/tokens", change[0], fields(change));
      assertThat(answer.statusCode()).as(String.join(" ", change)).isEqualTo(403);
    }
    assertThat(state()).isEqualTo(before);
    assertThat(ben.get("/tokens").body())
        .contains("ben", "href=\"/indexing\"", "href=\"/tokens\"", "Log out")
        .doesNotContain("href=\"/accounts\"");
  }

  @Test
  void formsNeedTheTokenOfAPageOfTheSession() {
    String before = state();
    String[] ofBen = ben.withToken("/tokens");
    for (String[] change : List.of(CHANGES.get(0), CHANGES.get(1), CHANGES.get(2), MAKE)) {
      assertThat(root.post(change[0], fields(change)).statusCode()).isEqualTo(403);
      String[] foreign = new String[change.length + 1];
      System.arraycopy(fields(change), 0, foreign, 0, change.length - 1);
      System.arraycopy(ofBen, 0, foreign, change.length - 1, 2);
      assertThat(root.post(change[0], foreign).statusCode()).isEqualTo(403);
      String[] own = root.withToken("/tokens", fields(change));
      assertThat(root.postFrom("https://elsewhere.example", change[0], own).statusCode())
          .isEqualTo(403);
      assertThat(root.postFrom("null", change[0], own).statusCode()).isEqualTo(403);
    }
    assertThat(root.post("/logout").statusCode()).isEqualTo(403);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void accountsAreAddedChangedAndRemoved() {
    String buckets = lab + "\r\n\r\n s3://<script>alert(1)</script>* ";
    HttpResponse<String> added = add("Cleo", PASSWORD, buckets);
    assertThat(added.statusCode()).isEqualTo(303);
    assertThat(location(added)).endsWith("/accounts?done=add");
    assertThat(root.get("/accounts?done=add").body())
        .contains("The account was added.", ">cleo<", "&lt;script&gt;")
        .doesNotContain("<script>alert", PASSWORD);
    assertThat(account("cleo").buckets())
        .extracting(BucketPattern::text)
        .containsExactlyInAnyOrder(lab, "s3://<script>alert(1)</script>*");
    FormBrowser cleo = FormBrowser.loggedIn(catalog, "cleo", PASSWORD);

    HttpResponse<String> changed =
        one("change", "cleo", "role", "ADMIN", "buckets", "*", "disabled", "yes");
    assertThat(changed.statusCode()).isEqualTo(303);
    assertThat(root.get(location(changed)).body()).contains("The account was changed.");
    assertThat(account("cleo"))
        .satisfies(
            account -> {
              assertThat(account.role()).isEqualTo(Role.ADMIN);
              assertThat(account.disabled()).isTrue();
              assertThat(account.buckets()).containsExactly(new BucketPattern("*"));
            });
    assertThat(cleo.get("/tokens").statusCode()).isEqualTo(302);
    assertThat(root.get("/accounts").body()).contains("disabled");
    assertThat(one("change", "cleo", "role", "USER", "buckets", "").statusCode()).isEqualTo(303);
    assertThat(account("cleo").disabled()).isFalse();
    assertThat(account("cleo").buckets()).isEmpty();

    HttpResponse<String> password = one("password", "cleo", "password", "another password");
    assertThat(password.statusCode()).isEqualTo(303);
    assertThat(root.get(location(password)).body()).contains("sessions and tokens ended");
    FormBrowser.loggedIn(catalog, "cleo", "another password");

    HttpResponse<String> unsure = one("remove", "cleo");
    assertThat(unsure.statusCode()).isEqualTo(400);
    assertThat(unsure.body()).contains("Confirm that the account is to be removed.");
    account("cleo");
    HttpResponse<String> removed = one("remove", "cleo", "confirmed", "yes");
    assertThat(removed.statusCode()).isEqualTo(303);
    assertThat(root.get(location(removed)).body())
        .contains("The account was removed.")
        .doesNotContain(">cleo<");
    assertThat(root.get("/accounts/account?name=cleo").statusCode()).isEqualTo(404);
    assertThat(one("remove", "cleo", "confirmed", "yes").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> add(String name, String password, String buckets) {
    return root.submit(
        "/accounts",
        "/accounts",
        "name",
        name,
        "role",
        "USER",
        "password",
        password,
        "buckets",
        buckets);
  }

  private static HttpResponse<String> one(String action, String name, String... more) {
    String[] fields = new String[more.length + 4];
    System.arraycopy(new String[] {"do", action, "name", name}, 0, fields, 0, 4);
    System.arraycopy(more, 0, fields, 4, more.length);
    return root.submit("/tokens", "/accounts/account", fields);
  }

  @Test
  void whatCanNotBeIsSaidWithWhatWasTyped() {
    String before = state();
    HttpResponse<String> taken = add("ben", PASSWORD, "s3://typed");
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(taken.body())
        .contains("there is an account &#39;ben&#39; already", "value=\"ben\"", "s3://typed")
        .doesNotContain(PASSWORD);
    HttpResponse<String> brief = add("dora", "too brief", "");
    assertThat(brief.statusCode()).isEqualTo(400);
    assertThat(brief.body()).contains("at least 12 characters").doesNotContain("too brief");
    assertThat(add("a b", PASSWORD, "").body()).contains("is no name of an account");
    assertThat(add("dora", PASSWORD, "lab").body()).contains("names no bucket", ">lab</textarea>");

    HttpResponse<String> last = one("change", "root", "role", "USER", "buckets", "*");
    assertThat(last.statusCode()).isEqualTo(409);
    assertThat(last.body()).contains("is the only administrator");
    assertThat(one("remove", "root", "confirmed", "yes").statusCode()).isEqualTo(409);
    assertThat(one("password", "root", "password", "too brief").statusCode()).isEqualTo(400);
    assertThat(one("change", "nobody", "role", "USER", "buckets", "*").statusCode()).isEqualTo(404);
    assertThat(one("change", "ben", "role", "KING", "buckets", "*").statusCode()).isEqualTo(400);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void anAccountWithoutPasswordLogsInElsewhere() {
    assertThat(add("fay", "", "").statusCode()).isEqualTo(303);
    assertThat(account("fay").passwordLogin()).isFalse();
    assertThat(root.get("/accounts").body()).contains("OpenID provider");
    assertThat(one("remove", "fay", "confirmed", "yes").statusCode()).isEqualTo(303);
  }

  @Test
  void aTokenIsShownOnceAndRevoked() throws Exception {
    HttpResponse<String> made = ben.submit("/tokens", MAKE[0], fields(MAKE));
    assertThat(made.statusCode()).isEqualTo(303);
    assertThat(location(made)).endsWith("/tokens");
    String page = ben.get("/tokens").body();
    Matcher shown = Pattern.compile("t4_[A-Za-z0-9_-]{43}").matcher(page);
    assertThat(shown.find()).as(page).isTrue();
    assertThat(asWhom(shown.group())).isEqualTo(200);
    assertThat(ben.get("/tokens").body()).contains("laptop").doesNotContain("t4_");

    String id = catalog.part(ApiTokens.class).list("ben").get(0).id();
    HttpResponse<String> revoked = ben.submit("/tokens", "/tokens", "do", "revoke", "id", id);
    assertThat(revoked.statusCode()).isEqualTo(303);
    assertThat(ben.get(location(revoked)).body())
        .contains("The token was revoked.")
        .doesNotContain("laptop");
    assertThat(asWhom(shown.group())).isEqualTo(401);
  }

  private static int asWhom(String token) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(catalog.uri().resolve("/api/account"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void tokensThatCanNotBeAreNotMade() {
    String id =
        catalog
            .part(AccountAdministration.class)
            .createToken("root", "of root", TokenScope.ADMIN, Duration.ofDays(1))
            .known()
            .id();
    String before = state();
    assertThat(make("laptop", "ADMIN", "3").body()).contains("is no administrator");
    assertThat(make("laptop", "SEARCH", "0").body()).contains("from 1 to 366 days");
    HttpResponse<String> unnamed = make(" ", "SEARCH", "7");
    assertThat(unnamed.statusCode()).isEqualTo(400);
    assertThat(unnamed.body()).contains("a token has a name", "value=\"7\"");
    assertThat(ben.get("/tokens").body()).doesNotContain("of root", "value=\"ADMIN\"");
    assertThat(ben.submit("/tokens", "/tokens", "do", "revoke", "id", id).statusCode())
        .isEqualTo(404);
    assertThat(state()).isEqualTo(before);
    assertThat(root.get("/tokens").body()).contains("of root", "value=\"ADMIN\"");
  }

  private static HttpResponse<String> make(String name, String scope, String days) {
    return ben.submit(
        "/tokens", "/tokens", "do", "make", "name", name, "scope", scope, "days", days);
  }

  @Test
  void oneSeesTheIndexingOfOnesOwnBuckets() {
    assertThat(root.get("/indexing").body()).contains(lab, attic);
    assertThat(ben.get("/indexing").body()).contains(lab).doesNotContain(attic);
  }

  @Test
  void whoLogsOutIsNotKnownAnyMore() {
    FormBrowser browser = FormBrowser.loggedIn(catalog, "ben", PASSWORD);
    assertThat(browser.get("/tokens").statusCode()).isEqualTo(200);
    assertThat(browser.submit("/tokens", "/logout").statusCode()).isEqualTo(302);
    assertThat(browser.get("/tokens").statusCode()).isEqualTo(302);
  }
}

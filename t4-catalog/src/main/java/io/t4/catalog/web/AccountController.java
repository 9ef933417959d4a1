package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.t4.catalog.access.AdministeredAccounts;
import io.t4.catalog.access.CurrentViewer;
import io.t4.catalog.access.Viewer;
import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.AccountChange;
import io.t4.catalog.accounts.BucketPattern;
import io.t4.catalog.accounts.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts, for administrators; and for everybody, who one is. */
@RestController
final class AccountController {
  private final CurrentViewer viewer;
  private final AdministeredAccounts accounts;

  AccountController(CurrentViewer viewer, AdministeredAccounts accounts) {
    this.viewer = viewer;
    this.accounts = accounts;
  }

  /**
   * An account, as it is told.
   *
   * @param buckets patterns of those it sees
   */
  record AccountDescription(
      String name,
      Role role,
      List<String> buckets,
      boolean password,
      boolean disabled,
      Instant created) {
    static AccountDescription of(Account account) {
      return new AccountDescription(
          account.name(),
          account.role(),
          account.buckets().stream().map(BucketPattern::text).toList(),
          account.passwordLogin(),
          account.disabled(),
          account.created());
    }
  }

  /**
   * An account to be made.
   *
   * @param password absent for one that logs in through the OpenID provider alone
   */
  record WantedAccount(
      @Nullable String name,
      @Nullable Role role,
      @Nullable List<String> buckets,
      @Nullable String password) {
    @Override
    public String toString() {
      return "WantedAccount[name=" + name + "]";
    }
  }

  @Operation(summary = "Who you are, and what you may do")
  @GetMapping("/api/account")
  Map<String, Object> own() {
    Viewer present = viewer.get();
    return Map.of(
        "name", present.getName(),
        "login", present.account() != null,
        "administrator", present.isAdministrator(),
        "buckets", present.buckets().stream().map(BucketPattern::text).toList());
  }

  @Operation(summary = "All accounts")
  @GetMapping("/api/accounts")
  List<AccountDescription> all() {
    return accounts.all().stream().map(AccountDescription::of).toList();
  }

  @Operation(summary = "Make an account")
  @PostMapping("/api/accounts")
  @ResponseStatus(HttpStatus.CREATED)
  AccountDescription add(@RequestBody WantedAccount wanted) {
    return AccountDescription.of(
        accounts.add(
            Objects.requireNonNullElse(wanted.name(), ""),
            Objects.requireNonNullElse(wanted.role(), Role.USER),
            wanted.password(),
            Objects.requireNonNullElse(wanted.buckets(), List.of())));
  }

  @Operation(summary = "One account")
  @GetMapping("/api/accounts/{name}")
  AccountDescription one(@PathVariable String name) {
    return AccountDescription.of(accounts.one(name));
  }

  @Operation(summary = "Change role, buckets, password or disabled of an account")
  @PatchMapping("/api/accounts/{name}")
  AccountDescription change(@PathVariable String name, @RequestBody AccountChange change) {
    return AccountDescription.of(accounts.change(name, change));
  }

  @Operation(summary = "Remove an account with its tokens")
  @DeleteMapping("/api/accounts/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String name) {
    accounts.remove(name);
  }
}

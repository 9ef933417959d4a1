package io.t4.catalog.access;

import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.AccountChange;
import io.t4.catalog.accounts.AccountName;
import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.accounts.BucketPattern;
import io.t4.catalog.accounts.Role;
import io.t4.catalog.accounts.UnknownAccountException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What administrators do to accounts; the audit log tells of it. Whether whoever asks is one is
 * decided by the path of the request. What can't be done is refused as by {@link
 * AccountAdministration}, and nothing is changed then. Thread safe.
 */
@Component
public class AdministeredAccounts {
  private final Accounts accounts;
  private final AccountAdministration administration;
  private final AuditLog audit;

  AdministeredAccounts(Accounts accounts, AccountAdministration administration, AuditLog audit) {
    this.accounts = accounts;
    this.administration = administration;
    this.audit = audit;
  }

  /** All of them. */
  public List<Account> all() {
    return accounts.list();
  }

  /**
   * One of them.
   *
   * @throws UnknownAccountException if there is none of that name
   */
  public Account one(String name) {
    return accounts
        .find(AccountName.normalized(name))
        .orElseThrow(() -> new UnknownAccountException("there is no account '" + name + "'"));
  }

  /**
   * Adds one.
   *
   * @param password null for one that logs in through the OpenID provider alone
   * @param buckets patterns
   */
  public Account add(String name, Role role, @Nullable String password, List<String> buckets) {
    Account added = administration.add(name, role, password, buckets);
    audit.done("account.add", added.name(), state(added));
    return added;
  }

  /** Changes one. */
  public Account change(String name, AccountChange change) {
    Account changed = administration.change(name, change);
    Map<String, Object> details = new LinkedHashMap<>(state(changed));
    details.put("passwordChanged", change.password() != null);
    audit.done("account.change", changed.name(), details);
    return changed;
  }

  /** Removes one with its tokens. */
  public void remove(String name) {
    administration.remove(name);
    audit.done("account.remove", AccountName.normalized(name), Map.of());
  }

  private static Map<String, Object> state(Account account) {
    return Map.of(
        "role",
        account.role(),
        "buckets",
        account.buckets().stream().map(BucketPattern::text).toList(),
        "disabled",
        account.disabled());
  }
}

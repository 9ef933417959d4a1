package io.t4.catalog.pages.administration;

import io.t4.catalog.access.AdministeredAccounts;
import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.AccountChange;
import io.t4.catalog.accounts.AccountConflictException;
import io.t4.catalog.accounts.BucketPattern;
import io.t4.catalog.accounts.InvalidAccountException;
import io.t4.catalog.accounts.Role;
import io.t4.catalog.pages.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The accounts, for administrators, as the path of the request asks for. Each form is sent to the
 * address of its page, which tells what can't be done, with what was typed but for passwords.
 */
@Controller
@RequestMapping("/accounts")
final class AccountsPage {
  private final AdministeredAccounts accounts;
  private final ViewersAccount own;

  AccountsPage(AdministeredAccounts accounts, ViewersAccount own) {
    this.accounts = accounts;
    this.own = own;
  }

  /**
   * An account as forms show it.
   *
   * @param buckets a pattern on each line
   */
  record Typed(String name, Role role, String buckets) {
    static final Typed NOTHING = new Typed("", Role.USER, "");

    static Typed of(Account account) {
      return new Typed(
          account.name(),
          account.role(),
          account.buckets().stream().map(BucketPattern::text).collect(Collectors.joining("\n")));
    }

    List<String> patterns() {
      return buckets.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }

  @GetMapping
  String all(@RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute(
        "done",
        switch (done) {
          case "add" -> "The account was added.";
          case "remove" -> "The account was removed.";
          default -> null;
        });
    return all(Typed.NOTHING, model);
  }

  private String all(Typed typed, Model model) {
    model.addAttribute("own", own.name());
    model.addAttribute("accounts", accounts.all());
    model.addAttribute("typed", typed);
    return "accounts";
  }

  /**
   * @param password empty for an account that logs in through the OpenID provider alone
   */
  @PostMapping
  Object add(
      @RequestParam String name,
      @RequestParam Role role,
      @RequestParam String password,
      @RequestParam String buckets,
      Model model,
      HttpServletResponse response) {
    Typed typed = new Typed(name, role, buckets);
    own.name();
    try {
      accounts.add(name, role, password.isEmpty() ? null : password, typed.patterns());
    } catch (InvalidAccountException | AccountConflictException e) {
      problem(e, model, response);
      return all(typed, model);
    }
    return SeeOther.page("/accounts?done=add");
  }

  @GetMapping("/account")
  String one(@RequestParam String name, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute(
        "done",
        switch (done) {
          case "change" -> "The account was changed.";
          case "password" -> "The password was changed. The account's sessions and tokens ended.";
          default -> null;
        });
    Account known = accounts.one(name);
    return one(known, Typed.of(known), model);
  }

  private String one(Account known, Typed typed, Model model) {
    model.addAttribute("own", own.name());
    model.addAttribute("known", known);
    model.addAttribute("typed", typed);
    return "account";
  }

  /**
   * @param disabled anything, to refuse the account from now on; else it is let in
   */
  @PostMapping(path = "/account", params = "do=change")
  Object change(
      @RequestParam String name,
      @RequestParam Role role,
      @RequestParam String buckets,
      @RequestParam(defaultValue = "") String disabled,
      Model model,
      HttpServletResponse response) {
    Typed typed = new Typed(name, role, buckets);
    return changed(
        typed,
        new AccountChange(role, typed.patterns(), null, !disabled.isEmpty()),
        "change",
        model,
        response);
  }

  @PostMapping(path = "/account", params = "do=password")
  Object password(
      @RequestParam String name,
      @RequestParam String password,
      Model model,
      HttpServletResponse response) {
    return changed(
        Typed.of(accounts.one(name)),
        AccountChange.ofPassword(password),
        "password",
        model,
        response);
  }

  private Object changed(
      Typed typed, AccountChange change, String done, Model model, HttpServletResponse response) {
    own.name();
    try {
      Account changed = accounts.change(typed.name(), change);
      return SeeOther.page("/accounts/account?name={name}&done={done}", changed.name(), done);
    } catch (InvalidAccountException | AccountConflictException e) {
      problem(e, model, response);
      return one(accounts.one(typed.name()), typed, model);
    }
  }

  /**
   * @param confirmed anything, if it was meant
   */
  @PostMapping(path = "/account", params = "do=remove")
  Object remove(
      @RequestParam String name,
      @RequestParam(defaultValue = "") String confirmed,
      Model model,
      HttpServletResponse response) {
    own.name();
    Account known = accounts.one(name);
    if (confirmed.isEmpty()) {
      problem(
          HttpStatus.BAD_REQUEST, "Confirm that the account is to be removed.", model, response);
      return one(known, Typed.of(known), model);
    }
    try {
      accounts.remove(name);
    } catch (AccountConflictException e) {
      problem(e, model, response);
      return one(known, Typed.of(known), model);
    }
    return SeeOther.page("/accounts?done=remove");
  }

  private static void problem(RuntimeException e, Model model, HttpServletResponse response) {
    problem(
        e instanceof AccountConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
        String.valueOf(e.getMessage()),
        model,
        response);
  }

  private static void problem(
      HttpStatus status, String reason, Model model, HttpServletResponse response) {
    response.setStatus(status.value());
    model.addAttribute("problem", reason);
  }
}

package io.t4.catalog.access;

import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.AccountChange;
import io.t4.catalog.accounts.AccountConflictException;
import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.accounts.ApiToken;
import io.t4.catalog.accounts.ApiTokens;
import io.t4.catalog.accounts.BucketPattern;
import io.t4.catalog.accounts.InvalidAccountException;
import io.t4.catalog.accounts.LoginWays;
import io.t4.catalog.accounts.NewToken;
import io.t4.catalog.accounts.Passwords;
import io.t4.catalog.accounts.PrintableText;
import io.t4.catalog.accounts.Role;
import io.t4.catalog.accounts.TokenScope;
import io.t4.catalog.accounts.UnknownAccountException;
import io.t4.catalog.database.DatabaseInUse;
import io.t4.catalog.settings.DataDirectory;
import io.t4.catalog.settings.RootCause;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Changes accounts on the command line, in the database of a catalog by the same settings; the
 * catalog needn't run. See {@link #USAGE}.
 */
public final class AccountsCommand {
  /** What can be typed. */
  public static final String USAGE =
      """
      accounts list
      accounts add NAME [--role user|admin] [--bucket URI]... [--no-password]
      accounts password NAME
      accounts role NAME user|admin
      accounts buckets NAME [--bucket URI]...
      accounts disable|enable|remove NAME
      accounts tokens NAME
      accounts token NAME LABEL [--scope search|admin] [--days N]
      accounts revoke ID
      The password is read from the terminal, or from standard input. In URIs, * stands for any
      characters. Settings of the catalog are given as --t4.catalog.data=DIR.
      """;

  private final Accounts accounts;
  private final ApiTokens tokens;
  private final AccountAdministration administration;
  private final PasswordSource passwords;
  private final PrintStream output;

  /**
   * @param output gets what is to be told
   */
  AccountsCommand(
      Accounts accounts,
      ApiTokens tokens,
      AccountAdministration administration,
      PasswordSource passwords,
      PrintStream output) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.administration = administration;
    this.passwords = passwords;
    this.output = output;
  }

  /** What it takes to reach the database. */
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  @Import({
    Accounts.class,
    ApiTokens.class,
    Passwords.class,
    LoginWays.class,
    AccountAdministration.class
  })
  static final class DatabaseOnly {
    DatabaseOnly() {}
  }

  /** Runs a command; ends the process with status 1 if it fails, 2 if it can't be understood. */
  public static void main(String[] arguments) {
    List<String> settings = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      boolean isSetting = argument.startsWith("--t4.") || argument.startsWith("--spring.");
      (isSetting ? settings : words).add(argument);
    }
    System.exit(run(settings, words, new PasswordSource(), System.out));
  }

  static int run(
      List<String> settings, List<String> words, PasswordSource passwords, PrintStream output) {
    CommandWords command;
    try {
      command = CommandWords.parse(words);
    } catch (IllegalArgumentException e) {
      print(output, e.getMessage());
      output.print(USAGE);
      return 2;
    }
    SpringApplication application = new SpringApplication(DatabaseOnly.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(
        Map.of(
            "t4.catalog.data",
            DataDirectory.ofUser().toString(),
            // Why it can't be reached is told below, in one line.
            "logging.level.com.zaxxer.hikari.pool.HikariPool",
            "off"));
    try (ConfigurableApplicationContext context =
        application.run(settings.toArray(String[]::new))) {
      new AccountsCommand(
              context.getBean(Accounts.class),
              context.getBean(ApiTokens.class),
              context.getBean(AccountAdministration.class),
              passwords,
              output)
          .run(command);
      return 0;
    } catch (IllegalArgumentException e) {
      print(output, e.getMessage());
      output.print(USAGE);
      return 2;
    } catch (InvalidAccountException | AccountConflictException | UnknownAccountException e) {
      print(output, e.getMessage());
    } catch (RuntimeException e) {
      print(output, reason(e));
    }
    return 1;
  }

  /** What users have chosen must not steer the terminal of an administrator. */
  private static void print(PrintStream output, @Nullable String line) {
    output.println(PrintableText.of(String.valueOf(line)));
  }

  private void print(String line) {
    print(output, line);
  }

  private static String reason(Throwable failure) {
    return DatabaseInUse.isCause(failure)
        ? "the catalog is running on this database; change accounts by its /api/accounts, or stop it"
        : RootCause.message(failure);
  }

  void run(CommandWords command) {
    String name = command.name();
    switch (command.verb()) {
      case "list" -> accounts.list().forEach(account -> print(line(account)));
      case "add" -> {
        String password = command.isWithoutPassword() ? null : passwords.read();
        Account added = administration.add(name, role(command.role()), password, command.buckets());
        print("added " + line(added));
      }
      case "password" ->
          changed(administration.change(name, AccountChange.ofPassword(passwords.read())));
      case "role" ->
          changed(administration.change(name, AccountChange.ofRole(role(command.argument()))));
      case "buckets" ->
          changed(administration.change(name, AccountChange.ofBuckets(command.buckets())));
      case "disable" -> changed(administration.change(name, AccountChange.disabling()));
      case "enable" -> changed(administration.change(name, AccountChange.enabling()));
      case "remove" -> {
        administration.remove(name);
        print("removed " + name);
      }
      case "tokens" -> tokens.list(name).forEach(token -> print(line(token)));
      case "token" -> {
        NewToken token =
            administration.createToken(
                name, command.argument(), scope(command.scope()), Duration.ofDays(command.days()));
        print(token.token());
      }
      case "revoke" -> {
        administration.revokeToken(name);
        print("revoked " + name);
      }
      default -> throw new IllegalArgumentException("there is no '" + command.verb() + "'");
    }
  }

  private void changed(Account account) {
    print("changed " + line(account));
  }

  private static Role role(String name) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no role"));
  }

  private static TokenScope scope(String name) {
    return Arrays.stream(TokenScope.values())
        .filter(scope -> scope.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no scope"));
  }

  private static String line(Account account) {
    return "%s  %s  %s%s%s"
        .formatted(
            account.name(),
            account.role().name().toLowerCase(Locale.ROOT),
            account.buckets().isEmpty()
                ? "no buckets"
                : account.buckets().stream()
                    .map(BucketPattern::text)
                    .collect(Collectors.joining(" ")),
            account.passwordLogin() ? "" : "  no password",
            account.disabled() ? "  disabled" : "");
  }

  private static String line(ApiToken token) {
    return "%s  %s  %s  expires %s  %s"
        .formatted(
            token.id(),
            token.name(),
            token.scope().name().toLowerCase(Locale.ROOT),
            token.expires(),
            token.lastUsed() == null ? "never used" : "last used " + token.lastUsed());
  }
}

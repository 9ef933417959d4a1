package io.t4.catalog.pages.administration;

import io.t4.catalog.access.OwnedTokens;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.InvalidAccountException;
import io.t4.catalog.accounts.NewToken;
import io.t4.catalog.accounts.TokenScope;
import io.t4.catalog.pages.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** One's own tokens. */
@Controller
@RequestMapping("/tokens")
final class TokensPage {
  private final OwnedTokens tokens;
  private final ViewersAccount own;

  TokensPage(OwnedTokens tokens, ViewersAccount own) {
    this.tokens = tokens;
    this.own = own;
  }

  /** The list; with a token that was just made, once. */
  @GetMapping
  String all(@RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", done.equals("revoke") ? "The token was revoked." : null);
    return all("", TokenScope.SEARCH, AccountAdministration.DEFAULT_TOKEN_LIFE.toDays(), model);
  }

  private String all(String name, TokenScope scope, long days, Model model) {
    model.addAttribute("tokens", tokens.of(own.name()));
    model.addAttribute("now", Instant.now());
    model.addAttribute("administers", own.administers());
    model.addAttribute("name", name);
    model.addAttribute("scope", scope);
    model.addAttribute("days", days);
    return "tokens";
  }

  /** The token waits in the session until the page that shows it, and is never in an address. */
  @PostMapping(params = "do=make")
  Object make(
      @RequestParam String name,
      @RequestParam TokenScope scope,
      @RequestParam int days,
      Model model,
      RedirectAttributes next,
      HttpServletResponse response) {
    try {
      NewToken made = tokens.create(own.name(), name, scope, days);
      next.addFlashAttribute("made", made.token());
    } catch (InvalidAccountException e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("problem", e.getMessage());
      return all(name, scope, days, model);
    }
    return SeeOther.page("/tokens");
  }

  @PostMapping(params = "do=revoke")
  RedirectView revoke(@RequestParam String id) {
    own.name();
    tokens.revoke(id);
    return SeeOther.page("/tokens?done=revoke");
  }
}

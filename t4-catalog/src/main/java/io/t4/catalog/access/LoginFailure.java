package io.t4.catalog.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/**
 * Sends browsers back to the form of the login, without keeping a session for those who failed; to
 * those who must wait it says so.
 */
final class LoginFailure extends SimpleUrlAuthenticationFailureHandler {
  private final ErrorWriter errors;

  LoginFailure(ErrorWriter errors) {
    super("/login?error");
    setAllowSessionCreation(false);
    this.errors = errors;
  }

  /**
   * Puts this into the filter of a login. A login that is told of it by its configuration would
   * forget where its form shows errors.
   */
  ObjectPostProcessor<AbstractAuthenticationProcessingFilter> installed() {
    LoginFailure failure = this;
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends AbstractAuthenticationProcessingFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler(failure);
        return filter;
      }
    };
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException, ServletException {
    if (e instanceof TooManyLoginsException) {
      errors.commence(request, response, e);
    } else {
      super.onAuthenticationFailure(request, response, e);
    }
  }
}

package scout.console.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;

/**
 * Leads back to the sign-in page when the provider refuses, or says something that can't be
 * trusted. The log says why: the person on the page can't mend it.
 */
final class ProviderFailure extends SimpleUrlAuthenticationFailureHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderFailure.class);

  ProviderFailure(String page) {
    super(page);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException, ServletException {
    if (failure instanceof OAuth2AuthenticationException told) {
      LOG.warn(
          "A sign-in by the provider failed: {} ({})",
          told.getError().getErrorCode(),
          told.getError().getDescription());
    }
    super.onAuthenticationFailure(request, response, failure);
  }
}

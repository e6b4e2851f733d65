package scout.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;
import scout.console.data.ConsoleDatabase;
import scout.schema.users.ConsoleUsers;

/**
 * Ends the session of somebody who was removed, or who has got another password or role, with their
 * next request.
 */
final class RemovedUserFilter extends OncePerRequestFilter {
  private final ConsoleDatabase database;

  RemovedUserFilter(ConsoleDatabase database) {
    this.database = database;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/console/assets/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication session = SecurityContextHolder.getContext().getAuthentication();
    if (session != null
        && session.getPrincipal() instanceof PasswordUser signedIn
        && !isAsBefore(signedIn)) {
      new SecurityContextLogoutHandler().logout(request, response, session);
    }
    chain.doFilter(request, response);
  }

  private boolean isAsBefore(PasswordUser signedIn) {
    return database
        .read(handle -> ConsoleUsers.find(handle, signedIn.getName()))
        .equals(Optional.of(signedIn.user()));
  }
}

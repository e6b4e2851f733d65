package scout.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import scout.console.data.ConsoleDatabase;
import scout.console.web.PageRenderer;
import scout.console.web.Viewer;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** Who reaches which page, and what a browser may do with it. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class ConsoleSecurity {
  /** Everything comes from this server, and nothing is written into a page as code or style. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String SIGN_IN = "/console/sign-in";

  /** The filter sees the console alone: hooks, health and metrics stay as they are. */
  @Bean
  DelegatingFilterProxyRegistrationBean consoleFilter() {
    DelegatingFilterProxyRegistrationBean filter =
        new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    filter.addUrlPatterns("/console", "/console/*");
    return filter;
  }

  @Bean
  OneTimeLink oneTimeLink(Settings settings) {
    return new OneTimeLink(settings.find(SettingCatalog.CONSOLE_TOKEN));
  }

  @Bean
  SignInController signInController(
      PageRenderer pages, ConsoleDatabase database, OneTimeLink link, Settings settings) {
    return new SignInController(pages, database, link, OidcSettings.of(settings).isPresent());
  }

  @Bean
  SecurityFilterChain consoleChain(
      HttpSecurity http, ConsoleDatabase database, PageRenderer pages, Settings settings) {
    Optional<OidcSettings> provider = OidcSettings.of(settings);
    http.securityMatcher("/console", "/console/**")
        .authorizeHttpRequests(
            rules ->
                rules
                    .requestMatchers("/console/assets/**", SIGN_IN, "/console/enter")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/console", "/console/**")
                    .hasRole(Viewer.VIEWER)
                    .requestMatchers(HttpMethod.POST, "/console/actions/**")
                    .hasRole(Viewer.OPERATOR)
                    .anyRequest()
                    .denyAll())
        .headers(ConsoleSecurity::headers)
        .logout(out -> out.logoutUrl("/console/sign-out").logoutSuccessUrl(SIGN_IN))
        .exceptionHandling(
            failures ->
                failures.accessDeniedHandler(
                    (request, response, e) -> refuse(pages, request, response, e)))
        .httpBasic(basic -> basic.disable())
        .addFilterBefore(new RemovedUserFilter(database), AnonymousAuthenticationFilter.class);
    if (provider.isPresent()) {
      OidcRegistration registration = new OidcRegistration(provider.get());
      http.oauth2Login(
          login ->
              login
                  .loginPage(SIGN_IN)
                  .clientRegistrationRepository(registration)
                  .authorizationEndpoint(begin -> begin.baseUri(OidcRegistration.BEGIN))
                  .redirectionEndpoint(end -> end.baseUri(OidcRegistration.RETURN))
                  .userInfoEndpoint(
                      user -> user.userAuthoritiesMapper(new OidcRoles(provider.get())))
                  .defaultSuccessUrl("/console")
                  .failureHandler(new ProviderFailure(SIGN_IN + "?refused")));
    } else {
      http.authenticationProvider(new PasswordSignIn(database, new SignInLimit(Clock.systemUTC())))
          .formLogin(
              form ->
                  form.loginPage(SIGN_IN)
                      .defaultSuccessUrl("/console")
                      .failureHandler(new SignInFailure()));
    }
    return http.build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
  }

  private static void refuse(
      PageRenderer pages,
      HttpServletRequest request,
      HttpServletResponse response,
      AccessDeniedException e)
      throws IOException {
    String words =
        e instanceof CsrfException
            ? "The form is too old, or another site sent it. Nothing was done: go back, load the"
                + " page again and repeat it."
            : "Your role does not allow this. Nothing was done: ask somebody with the role"
                + " operator.";
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response
        .getWriter()
        .write(pages.html("failure", request, Map.of("title", "Not allowed", "words", words)));
  }
}

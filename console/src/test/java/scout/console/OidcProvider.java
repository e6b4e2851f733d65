package scout.console;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * A provider of OpenID Connect, Spring's authorization server, with people of several groups. Of
 * some it says something wrong in their tokens.
 */
final class OidcProvider implements AutoCloseable {
  static final String CLIENT_SECRET = "secret of the console";
  static final String PASSWORD = "known to the provider alone";

  /** The groups of each person. */
  static final Map<String, List<String>> PEOPLE =
      Map.of(
          "olga", List.of("staff", "scout-operators"),
          "vera", List.of("scout-viewers"),
          "nora", List.of("staff"),
          "issuer", List.of("scout-operators"),
          "audience", List.of("scout-operators"),
          "expired", List.of("scout-operators"));

  /**
   * Where it is.
   *
   * @param issuer its own address
   * @param console the console's
   */
  record Place(URI issuer, URI console) {}

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  static class Application {
    @Bean
    DelegatingFilterProxyRegistrationBean filter() {
      return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) {
      http.oauth2AuthorizationServer(
              server -> {
                http.securityMatcher(server.getEndpointsMatcher());
                server.oidc(Customizer.withDefaults());
              })
          .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
          .exceptionHandling(
              failures ->
                  failures.authenticationEntryPoint(
                      new LoginUrlAuthenticationEntryPoint("/login")));
      return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http) {
      return http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          PEOPLE.keySet().stream()
              .map(
                  name ->
                      User.withUsername(name).password("{noop}" + PASSWORD).roles("PERSON").build())
              .toList());
    }

    @Bean
    RegisteredClientRepository clients(Place place) {
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId("console")
              .clientId("scout")
              .clientSecret("{noop}" + CLIENT_SECRET)
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
              .redirectUri(place.console() + "/console/oauth2/code/oidc")
              .scopes(scopes -> scopes.addAll(List.of("openid", "profile", "email")))
              .build());
    }

    @Bean
    AuthorizationServerSettings settings(Place place) {
      return AuthorizationServerSettings.builder().issuer(place.issuer().toString()).build();
    }

    @Bean
    JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      return new ImmutableJWKSet<>(
          new JWKSet(
              new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                  .privateKey((RSAPrivateKey) pair.getPrivate())
                  .keyID("the only one")
                  .build()));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
      return context -> {
        if (!context.getTokenType().getValue().equals("id_token")) {
          return;
        }
        String name = context.getPrincipal().getName();
        context.getClaims().claim("groups", PEOPLE.get(name));
        switch (name) {
          case "issuer" -> context.getClaims().issuer("https://login.example.com");
          case "audience" -> context.getClaims().audience(List.of("somebody else"));
          case "expired" ->
              context
                  .getClaims()
                  .issuedAt(Instant.now().minus(Duration.ofHours(2)))
                  .expiresAt(Instant.now().minus(Duration.ofHours(1)));
          default -> {}
        }
      };
    }
  }

  private final ConfigurableApplicationContext application;

  OidcProvider(Place place) {
    application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .initializers(
                context ->
                    ((GenericApplicationContext) context).registerBean(Place.class, () -> place))
            .run(
                "--server.address=127.0.0.1",
                "--server.port=" + place.issuer().getPort(),
                "--server.servlet.session.cookie.name=provider");
  }

  @Override
  public void close() {
    application.close();
  }
}

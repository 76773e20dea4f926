package ai.potpie.analyticsapi.security.access;

import java.time.Clock;
import java.util.List;

import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import ai.potpie.analyticsapi.security.TokenAuthenticator;
import ai.potpie.analyticsapi.security.UserIds;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * One stateless chain: everything under {@code /api} needs a token, and everything else
 * is public.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/**
	 * Writes headers at the start, so that they are there when a reply is recorded for
	 * repeated requests.
	 */
	private static final ObjectPostProcessor<HeaderWriterFilter> WRITTEN_AT_ONCE = new ObjectPostProcessor<>() {

		@Override
		public <O extends HeaderWriterFilter> O postProcess(O filter) {
			filter.setShouldWriteHeadersEagerly(true);
			return filter;
		}

	};

	@Bean
	UserIds userIds(AccessProperties properties) {
		return new UserIds(properties.userIdPattern());
	}

	@Bean
	ApiFirewall httpFirewall() {
		return new ApiFirewall();
	}

	@Bean
	AuditLog auditLog() {
		return new AuditLog();
	}

	@Bean
	Refusals refusals(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors, AuditLog audit) {
		return new Refusals(errors, audit);
	}

	@Bean
	RequestAuthenticator requestAuthenticator(List<TokenAuthenticator> authenticators) {
		return new RequestAuthenticator(authenticators);
	}

	@Bean
	RateLimits rateLimits(AccessProperties properties, TokenBuckets buckets) {
		return new RateLimits(properties.rateLimit(), buckets);
	}

	@Bean
	Readmission readmission(RequestAuthenticator authenticator, RateLimits limits) {
		return new Readmission(authenticator, limits);
	}

	@Bean
	StreamPlaces streamPlaces(AccessProperties properties, AuditLog audit) {
		return new StreamPlaces(properties, audit);
	}

	@Bean
	StreamAccess streamAccess(RequestAuthenticator authenticator, RateLimits limits,
			WebInvocationPrivilegeEvaluator rules, AccessProperties properties, AuditLog audit, Clock clock) {
		return new StreamAccess(authenticator, limits, rules, new SocketOrigins(named(properties.corsAllowedOrigins())),
				audit, clock);
	}

	/** Spring's own filter observes each request already. */
	@Bean
	SecurityObservationSettings securityObservationSettings() {
		return SecurityObservationSettings.noObservations();
	}

	@Bean
	SecurityFilterChain securityFilterChain(HttpSecurity http, AccessProperties properties,
			RequestAuthenticator authenticator, RateLimits limits, Refusals refusals, UserIds userIds, AuditLog audit,
			ObjectProvider<PagePolicy> pages) {
		// Whoever knows how long an answer is fresh sets the cache headers
		http.headers((headers) -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
			.xssProtection(HeadersConfigurer.XXssConfig::disable)
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER))
			.addHeaderWriter(new ContentSecurityPolicies(pages.orderedStream().toList()))
			.withObjectPostProcessor(WRITTEN_AT_ONCE))
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			// There are no sessions, and only Spring Security knows the caller
			.sessionManagement(AbstractHttpConfigurer::disable)
			.securityContext((context) -> context.securityContextRepository(new NullSecurityContextRepository()))
			.servletApi(AbstractHttpConfigurer::disable)
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.addFilterBefore(bearerFilter(authenticator, refusals), AnonymousAuthenticationFilter.class)
			.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.DELETE, OwnDataRule.HISTORY_PATH)
				.access(AuthorizationManagers.allOf(new OwnDataRule(userIds), new EveryonesDataRule()))
				.requestMatchers(OwnDataRule.PATH)
				.access(new OwnDataRule(userIds))
				.requestMatchers(EveryonesDataRule.PATH, EveryonesDataRule.HISTORY_PATH)
				.access(new EveryonesDataRule())
				// Pages cannot set a header there, and send the token in the first
				// message
				.requestMatchers(StreamAccess.SOCKET_PATH)
				.permitAll()
				.requestMatchers("/api/**")
				.authenticated()
				.anyRequest()
				.permitAll());
		http.addFilterAfter(new AuditFilter(audit), AuthorizationFilter.class);
		// Before authorization, so that requests refused there count too
		http.addFilterBefore(new RateLimitFilter(limits, refusals), AuthorizationFilter.class);
		allowBrowsers(http, properties.corsAllowedOrigins(), audit);
		return http.build();
	}

	private static AuthenticationFilter bearerFilter(RequestAuthenticator authenticator, Refusals refusals) {
		AuthenticationManager alreadyAuthenticated = (authentication) -> authentication;
		AuthenticationFilter filter = new AuthenticationFilter(alreadyAuthenticated, authenticator);
		filter.setRequestMatcher(PathPatternRequestMatcher.pathPattern("/api/**"));
		filter.setSecurityContextRepository(new NullSecurityContextRepository());
		filter.setSuccessHandler((request, response, authentication) -> {
			// Nothing to remember and nowhere to redirect to
		});
		filter.setFailureHandler(new AuthenticationEntryPointFailureHandler(refusals));
		return filter;
	}

	private static void allowBrowsers(HttpSecurity http, List<String> origins, AuditLog audit) {
		http.cors(AbstractHttpConfigurer::disable);
		List<String> named = named(origins);
		if (!named.isEmpty()) {
			http.addFilterAt(BrowserAccess.filter(named, audit), CorsFilter.class);
		}
	}

	private static List<String> named(List<String> origins) {
		return origins.stream().map(String::trim).filter((origin) -> !origin.isEmpty()).toList();
	}

}

package ai.potpie.analyticsapi.security.jwt;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.security.UserIds;
import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

/**
 * Accepts JWTs beside the API tokens. Without an issuer none of these classes is loaded;
 * an issuer is asked for its keys when its first JWT arrives.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(JwtConfiguration.OnIssuer.class)
class JwtConfiguration {

	/** Asked first: it recognizes the shape of a JWT at a glance. */
	@Bean
	@Order(0)
	JwtAuthenticator jwtAuthenticator(JwtReader reader, Clock clock, Ticker ticker) {
		return new JwtAuthenticator(reader, new AcceptedJwts(clock, ticker));
	}

	@Bean
	JwtReader jwtReader(JwtProperties properties, @Qualifier("jwtKeyRefresh") ExecutorService refresh,
			RestClient.Builder http, UserIds userIds, Clock clock, Ticker ticker) {
		JwtRules rules = new JwtRules(JwtSettings.algorithms(properties), JwtSettings.audiences(properties), clock);
		JwtCallers callers = new JwtCallers(JwtSettings.userClaims(properties), properties.allUsersScope(), userIds);
		IssuerClient client = new IssuerClient(http);
		Map<String, JwtDecoder> decoders = JwtSettings.issuers(properties)
			.stream()
			.collect(Collectors.toUnmodifiableMap(JwtIssuer::name,
					(issuer) -> rules.decoder(issuer.name(), new IssuerKeys(issuer, client, ticker).cached(refresh))));
		return new JwtReader(decoders, callers);
	}

	/** Refreshes keys in the background, so that one slow issuer delays no other. */
	@Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
	ExecutorService jwtKeyRefresh() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("jwt-keys-");
		threads.setDaemon(true);
		return Executors.newCachedThreadPool(threads);
	}

	/** Matches if at least one issuer is configured; an empty setting is none. */
	static class OnIssuer implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return Binder.get(context.getEnvironment())
				.bind("analytics.jwt.issuer", Bindable.listOf(String.class))
				.map((issuers) -> issuers.stream().anyMatch(StringUtils::hasText))
				.orElse(false);
		}

	}

}

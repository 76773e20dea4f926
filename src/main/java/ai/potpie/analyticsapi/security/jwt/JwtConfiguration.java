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
 * JWTs beside the API tokens. Without an issuer none of these classes is loaded, and an
 * issuer is asked for nothing before its first JWT is there to check.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(JwtConfiguration.OnIssuer.class)
class JwtConfiguration {

	/** First: it tells from the looks of a token whether it may be a JWT. */
	@Bean
	@Order(0)
	JwtAuthenticator jwtAuthenticator(JwtReader reader, Clock clock) {
		return new JwtAuthenticator(reader, new AcceptedJwts(clock, Ticker.systemTicker()));
	}

	@Bean
	JwtReader jwtReader(JwtProperties properties, @Qualifier("jwtKeyRefresh") ExecutorService refresh,
			RestClient.Builder http, UserIds userIds, Clock clock) {
		JwtRules rules = new JwtRules(JwtSettings.algorithms(properties), JwtSettings.audiences(properties), clock);
		JwtCallers callers = new JwtCallers(JwtSettings.userClaims(properties), properties.allUsersScope(), userIds);
		IssuerClient client = new IssuerClient(http);
		Map<String, JwtDecoder> decoders = JwtSettings.issuers(properties)
			.stream()
			.collect(Collectors.toUnmodifiableMap(JwtIssuer::name, (issuer) -> rules.decoder(issuer.name(),
					new IssuerKeys(issuer, client, Ticker.systemTicker()).cached(refresh))));
		return new JwtReader(decoders, callers);
	}

	/** Renews keys before they are needed: an issuer that hangs holds up no other. */
	@Bean(destroyMethod = "shutdownNow", defaultCandidate = false)
	ExecutorService jwtKeyRefresh() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("jwt-keys-");
		threads.setDaemon(true);
		return Executors.newCachedThreadPool(threads);
	}

	/** At least one issuer is configured; an empty setting is none. */
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

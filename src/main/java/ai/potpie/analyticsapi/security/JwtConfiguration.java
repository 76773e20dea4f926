package ai.potpie.analyticsapi.security;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.client.RestClient;

/**
 * JWTs beside the API tokens. Without an issuer nothing of this is loaded, and with one
 * nothing is asked of it before a token is there to check.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnJwtIssuer.class)
class JwtConfiguration {

	/** First: it knows by the looks of a token whether it is one of its own. */
	@Bean
	@Order(0)
	JwtAuthenticationProvider jwtAuthenticationProvider(JwtReader reader, Clock clock) {
		return new JwtAuthenticationProvider(reader, new AcceptedJwts(clock, Ticker.systemTicker()));
	}

	@Bean
	JwtReader jwtReader(JwtProperties properties, JwtKeys keys, UserIds userIds, Clock clock) {
		JwtRules rules = new JwtRules(JwtSettings.audiences(properties), clock);
		JwtCallers callers = new JwtCallers(JwtSettings.userClaims(properties), properties.allUsersScope(), userIds);
		return new JwtReader(keys, rules, callers);
	}

	@Bean
	JwtKeys jwtKeys(JwtProperties properties, RestClient.Builder http) {
		List<String> algorithms = JwtSettings.algorithms(properties);
		IssuerClient client = new IssuerClient(http);
		Map<String, IssuerKeys> keys = JwtSettings.issuers(properties)
			.stream()
			.map((issuer) -> new RemoteKeys(new KeyLocation(issuer, client), client, Ticker.systemTicker()))
			.map((remote) -> new IssuerKeys(remote, algorithms))
			.collect(Collectors.toUnmodifiableMap(IssuerKeys::issuer, Function.identity()));
		return new JwtKeys(keys);
	}

}

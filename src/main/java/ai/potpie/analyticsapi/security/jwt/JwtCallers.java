package ai.potpie.analyticsapi.security.jwt;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller in a JWT's claims.
 */
class JwtCallers {

	/**
	 * The scopes' claims of RFC 8693 and most issuers, of Azure and Okta, and of Auth0.
	 */
	private static final List<String> SCOPES = List.of("scope", "scp", "permissions");

	private final List<String> userClaims;

	private final String allUsersScope;

	private final UserIds userIds;

	JwtCallers(List<String> userClaims, String allUsersScope, UserIds userIds) {
		this.userClaims = userClaims;
		this.allUsersScope = allUsersScope;
		this.userIds = userIds;
	}

	/**
	 * Returns null if the first user claim that is present holds no user id: the next one
	 * is not tried then.
	 */
	@Nullable Caller find(Map<String, Object> claims, String tokenHash) {
		Object user = this.userClaims.stream().map(claims::get).filter(Objects::nonNull).findFirst().orElse(null);
		return (user instanceof String userId && this.userIds.isValid(userId))
				? new Caller(readsEveryone(claims) ? null : userId, tokenHash) : null;
	}

	private boolean readsEveryone(Map<String, Object> claims) {
		return SCOPES.stream()
			.flatMap((name) -> values(claims.get(name)))
			.anyMatch((scope) -> !scope.isEmpty() && scope.equals(this.allUsersScope));
	}

	private static Stream<String> values(@Nullable Object claim) {
		if (claim instanceof String text) {
			return Stream.of(text.split(" "));
		}
		return (claim instanceof Collection<?> list)
				? list.stream().filter(String.class::isInstance).map(String.class::cast) : Stream.empty();
	}

}

package ai.potpie.analyticsapi.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jwt.proc.BadJWTException;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a JWT's claims whom it makes.
 */
class JwtCallers {

	/** RFC 8693 and most; Azure and Okta; Auth0. */
	private static final List<String> SCOPES = List.of("scope", "scp", "permissions");

	private final List<String> userClaims;

	private final String allUsersScope;

	private final UserIds userIds;

	JwtCallers(List<String> userClaims, String allUsersScope, UserIds userIds) {
		this.userClaims = userClaims;
		this.allUsersScope = allUsersScope;
		this.userIds = userIds;
	}

	/** A claim that is there and no user id is not passed over for the next one. */
	Caller caller(Map<String, Object> claims, String tokenHash) throws BadJWTException {
		Object user = this.userClaims.stream()
			.map(claims::get)
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new BadJWTException("has no user"));
		if (!(user instanceof String userId) || !this.userIds.isValid(userId)) {
			throw new BadJWTException("has a user that can not be one");
		}
		return new Caller(readsEveryone(claims) ? null : userId, tokenHash);
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

package ai.potpie.analyticsapi.security.jwt;

import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.TokenAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates callers by the JWTs of the configured issuers. An API token may look like
 * a JWT too.
 */
class JwtAuthenticator implements TokenAuthenticator {

	private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

	/** Identity providers stay below 4 KB, as do the servers between them and us. */
	private static final int MAX_LENGTH = 8192;

	private final JwtReader reader;

	private final AcceptedJwts accepted;

	JwtAuthenticator(JwtReader reader, AcceptedJwts accepted) {
		this.reader = reader;
		this.accepted = accepted;
	}

	@Override
	public @Nullable Caller authenticate(BearerToken token) {
		String value = token.value();
		// At a glance: most API tokens have no dot
		if (value.length() > MAX_LENGTH || value.indexOf('.') < 1) {
			return null;
		}
		return this.accepted.get(digest(token),
				() -> SHAPE.matcher(value).matches() ? this.reader.read(value, token.shortHash()) : null);
	}

	@Override
	public @Nullable Instant expiry(BearerToken token) {
		return this.accepted.expiry(digest(token));
	}

	private static String digest(BearerToken token) {
		return HexFormat.of().formatHex(token.digest());
	}

}

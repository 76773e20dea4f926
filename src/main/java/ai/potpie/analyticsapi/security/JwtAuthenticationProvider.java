package ai.potpie.analyticsapi.security;

import java.util.HexFormat;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.digest.Sha256;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/**
 * Accepts the JWTs of the configured issuers. What is none is left to others: an API
 * token may well have dots in it.
 */
class JwtAuthenticationProvider implements AuthenticationProvider, KnownTokens {

	private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

	/**
	 * Identity providers stay below 4 KB, as does what servers in between let through.
	 */
	private static final int MAX_LENGTH = 8192;

	private final JwtReader reader;

	private final AcceptedJwts accepted;

	JwtAuthenticationProvider(JwtReader reader, AcceptedJwts accepted) {
		this.reader = reader;
		this.accepted = accepted;
	}

	@Override
	public @Nullable Authentication authenticate(Authentication authentication) {
		String token = ((BearerToken) authentication).getCredentials();
		if (!mayBeOne(token)) {
			return null;
		}
		byte[] digest = Sha256.of(token);
		Caller caller = this.accepted.get(HexFormat.of().formatHex(digest), () -> check(token, digest));
		return (caller != null) ? new CallerAuthentication(caller) : null;
	}

	@Override
	public @Nullable Caller find(String token) {
		return mayBeOne(token) ? this.accepted.find(Sha256.hex(token)) : null;
	}

	/** At a glance: most API tokens have no dot. */
	private static boolean mayBeOne(String token) {
		return token.length() <= MAX_LENGTH && token.indexOf('.') > 0;
	}

	private @Nullable AcceptedJwt check(String token, byte[] digest) {
		return SHAPE.matcher(token).matches() ? this.reader.read(token, ApiToken.shortHash(digest)) : null;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return BearerToken.class.isAssignableFrom(authentication);
	}

}

package ai.potpie.analyticsapi.security.jwt;

import java.text.ParseException;
import java.time.Instant;
import java.util.Map;

import ai.potpie.analyticsapi.security.Caller;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Validates a JWT and returns its caller.
 */
class JwtReader {

	private final Map<String, JwtDecoder> decoders;

	private final JwtCallers callers;

	/**
	 * Creates a reader.
	 * @param decoders the decoder of each accepted issuer, by the issuer's name
	 */
	JwtReader(Map<String, JwtDecoder> decoders, JwtCallers callers) {
		this.decoders = decoders;
		this.callers = callers;
	}

	/**
	 * Returns null if the JWT is not accepted. No caller is told what is wrong with it.
	 * @throws KeysUnavailableException if its signature cannot be verified
	 */
	@Nullable AcceptedJwt read(String token, String tokenHash) {
		try {
			SignedJWT jwt = SignedJWT.parse(token);
			String issuer = jwt.getJWTClaimsSet().getIssuer();
			JwtDecoder decoder = (issuer != null) ? this.decoders.get(issuer) : null;
			if (decoder == null || isSpecial(jwt.getHeader())) {
				return null;
			}
			Instant expiry = decoder.decode(token).getExpiresAt();
			// The payload as it was sent: Nimbus turns a number in sub into text
			Caller caller = this.callers.find(jwt.getPayload().toJSONObject(), tokenHash);
			return (caller != null && expiry != null) ? new AcceptedJwt(caller, expiry) : null;
		}
		// Nimbus throws exceptions of any kind for malformed tokens, like a null header
		catch (ParseException | RuntimeException ex) {
			if (ex.getCause() instanceof KeySourceException) {
				throw new KeysUnavailableException(ex);
			}
			return null;
		}
	}

	/**
	 * RFC 7797 forbids an unencoded payload in a JWT, and no extension is supported that
	 * an issuer could require.
	 */
	private static boolean isSpecial(JWSHeader header) {
		return header.getCriticalParams() != null || !header.isBase64URLEncodePayload();
	}

}

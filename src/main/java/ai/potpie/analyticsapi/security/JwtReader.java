package ai.potpie.analyticsapi.security;

import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

import org.springframework.security.authentication.BadCredentialsException;

/**
 * Turns a JWT into whom it makes, if all is well with it: its header, its issuer's
 * signature, its time and audience, its user. What is wrong is told to nobody.
 */
class JwtReader {

	private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

	private final JwtCallers callers;

	JwtReader(JwtKeys keys, JwtRules rules, JwtCallers callers) {
		this.callers = callers;
		// RFC 9068 for access tokens; other types are signed by the same keys for other
		// ends
		this.processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(null, JOSEObjectType.JWT,
				new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt")));
		this.processor.setJWTClaimsSetAwareJWSKeySelector(keys);
		this.processor.setJWTClaimsSetVerifier(rules);
	}

	AcceptedJwt read(SignedJWT jwt, String tokenHash) {
		try {
			requireNothingSpecial(jwt);
			JWTClaimsSet claims = this.processor.process(jwt, null);
			// As they are in the JWT: Nimbus makes text of a sub that is a number
			Map<String, Object> verbatim = jwt.getPayload().toJSONObject();
			return new AcceptedJwt(this.callers.caller(verbatim, tokenHash), claims.getExpirationTime().toInstant());
		}
		catch (KeySourceException ex) {
			throw new KeysUnavailableException(ex);
		}
		// What a JWT holds may be of any type, and Nimbus looks at it as if it were not
		catch (BadJOSEException | JOSEException | RuntimeException ex) {
			throw new BadCredentialsException("Not a JWT that is accepted", ex);
		}
	}

	/**
	 * RFC 7797 forbids an unencoded payload in a JWT, and we understand no other
	 * extension that an issuer could insist on.
	 */
	private static void requireNothingSpecial(SignedJWT jwt) throws BadJWTException {
		if (jwt.getHeader().getCriticalParams() != null || !jwt.getHeader().isBase64URLEncodePayload()) {
			throw new BadJWTException("Has a critical or unencoded header");
		}
	}

}

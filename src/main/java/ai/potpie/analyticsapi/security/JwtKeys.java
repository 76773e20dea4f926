package ai.potpie.analyticsapi.security;

import java.security.Key;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTClaimsSetAwareJWSKeySelector;
import org.jspecify.annotations.Nullable;

/**
 * The keys that may have signed a JWT: those of its issuer, if that is one of ours. An
 * unknown issuer has none, and is not asked.
 */
class JwtKeys implements JWTClaimsSetAwareJWSKeySelector<SecurityContext>, AutoCloseable {

	private final Map<String, IssuerKeys> issuers;

	JwtKeys(Map<String, IssuerKeys> issuers) {
		this.issuers = issuers;
	}

	@Override
	public List<? extends Key> selectKeys(JWSHeader header, JWTClaimsSet claims, @Nullable SecurityContext context)
			throws KeySourceException {
		String issuer = claims.getIssuer();
		IssuerKeys keys = (issuer != null) ? this.issuers.get(issuer) : null;
		return (keys != null) ? keys.select(header) : List.of();
	}

	@Override
	public void close() {
		this.issuers.values().forEach(IssuerKeys::close);
	}

}

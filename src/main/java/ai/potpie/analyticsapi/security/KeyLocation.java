package ai.potpie.analyticsapi.security;

import java.net.URI;
import java.text.ParseException;
import java.util.Map;

import ai.potpie.analyticsapi.logfire.HttpAddress;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer has its keys: configured, or told by the issuer (OpenID Connect
 * Discovery 1.0) when it is first needed.
 */
class KeyLocation {

	private final JwtIssuer issuer;

	private final IssuerClient client;

	private volatile @Nullable URI discovered;

	KeyLocation(JwtIssuer issuer, IssuerClient client) {
		this.issuer = issuer;
		this.client = client;
	}

	String issuer() {
		return this.issuer.name();
	}

	URI get() throws IssuerException {
		URI configured = this.issuer.jwksUri();
		if (configured != null) {
			return configured;
		}
		URI known = this.discovered;
		if (known == null) {
			known = this.client.get(this.issuer.metadataUri(), this::jwksUri);
			this.discovered = known;
		}
		return known;
	}

	/** Keys may have moved. */
	void forget() {
		this.discovered = null;
	}

	private URI jwksUri(String document) throws ParseException {
		Map<String, Object> metadata = JSONObjectUtils.parse(document);
		String name = JSONObjectUtils.getString(metadata, "issuer");
		if (!this.issuer.name().equals(name)) {
			throw new ParseException("it says that it is another issuer, so ANALYTICS_JWT_ISSUER has to be written"
					+ " exactly as there, slash at the end included", 0);
		}
		String uri = JSONObjectUtils.getString(metadata, "jwks_uri");
		boolean downgraded = name.startsWith("https:") && (uri == null || !uri.startsWith("https:"));
		if (uri == null || !HttpAddress.isOne(uri) || downgraded) {
			throw new ParseException("its jwks_uri is no address to trust", 0);
		}
		return URI.create(uri);
	}

}

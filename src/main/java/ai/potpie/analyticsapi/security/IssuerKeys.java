package ai.potpie.analyticsapi.security;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * One issuer's keys, kept so that neither its outage nor a flood of made-up key ids keeps
 * anybody out whose key is known.
 */
class IssuerKeys {

	/** How long a key that the issuer took back is still good for. */
	private static final Duration FRESH = Duration.ofMinutes(5);

	private static final Duration REFRESHED_AHEAD = Duration.ofMinutes(1);

	/**
	 * How long a request may wait for another one's fetch, which has its own timeouts.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(4);

	private final String issuer;

	private final JWKSource<SecurityContext> source;

	private final JWSVerificationKeySelector<SecurityContext> selector;

	IssuerKeys(RemoteKeys remote, List<String> algorithms) {
		this.issuer = remote.issuer();
		// Rate-limited by RemoteKeys: Nimbus' own limit comes before its outage tolerance
		this.source = JWKSourceBuilder.create(remote)
			.cache(FRESH.toMillis(), PATIENCE.toMillis())
			.refreshAheadCache(REFRESHED_AHEAD.toMillis(), false)
			.rateLimited(false)
			.retrying(true)
			.outageTolerant(RemoteKeys.OUTAGE.toMillis())
			.failover(remote::lastKnown)
			.build();
		this.selector = new JWSVerificationKeySelector<>(
				algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()), this.source);
	}

	String issuer() {
		return this.issuer;
	}

	List<Key> select(JWSHeader header) throws KeySourceException {
		return this.selector.selectJWSKeys(header, null);
	}

	/** Ends the thread that refreshes. */
	void close() {
		if (this.source instanceof Closeable closeable) {
			try {
				closeable.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}

package ai.potpie.analyticsapi.security;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches an issuer's keys, now and then, and remembers the last ones.
 */
class RemoteKeys implements JWKSetSource<SecurityContext> {

	/** How long the last known keys are believed while there are no others to be had. */
	static final Duration OUTAGE = Duration.ofHours(6);

	private static final Logger logger = LoggerFactory.getLogger(RemoteKeys.class);

	private final KeyLocation location;

	private final IssuerClient client;

	private final Ticker ticker;

	private final FetchLimit limit;

	private volatile @Nullable Known known;

	RemoteKeys(KeyLocation location, IssuerClient client, Ticker ticker) {
		this.location = location;
		this.client = client;
		this.ticker = ticker;
		this.limit = new FetchLimit(ticker);
	}

	String issuer() {
		return this.location.issuer();
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
			throws JWKSetUnavailableException {
		if (!this.limit.tryAcquire()) {
			throw new JWKSetUnavailableException("Fetched often enough");
		}
		try {
			JWKSet keys = this.client.get(this.location.get(), RemoteKeys::parse);
			this.known = new Known(keys, this.ticker.read());
			return keys;
		}
		catch (IssuerException ex) {
			this.location.forget();
			logger.warn("No keys of the JWT issuer {}: {}", issuer(), ex.getMessage());
			throw new JWKSetUnavailableException("No keys", ex);
		}
	}

	/** No keys at all are a fault of the issuer's, and would lock everybody out. */
	private static JWKSet parse(String document) throws ParseException {
		JWKSet keys = JWKSet.parse(document);
		if (keys.isEmpty()) {
			throw new ParseException("it has no keys", 0);
		}
		return keys;
	}

	/** For those who could not wait for a fetch, or for whom there was none. */
	List<JWK> lastKnown(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
		Known last = this.known;
		if (last == null || this.ticker.read() - last.since() > OUTAGE.toNanos()) {
			throw new KeySourceException("None known");
		}
		return selector.select(last.keys());
	}

	@Override
	public void close() {
		// Nothing is held between fetches
	}

	private record Known(JWKSet keys, long since) {
	}

}

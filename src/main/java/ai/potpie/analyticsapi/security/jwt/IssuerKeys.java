package ai.potpie.analyticsapi.security.jwt;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the keys of one issuer. Callers whose key is known notice neither an outage of
 * the issuer nor a flood of made-up key ids.
 */
class IssuerKeys implements JWKSetSource<SecurityContext> {

	/** How long a key that the issuer has withdrawn is still accepted. */
	private static final Duration FRESH = Duration.ofMinutes(5);

	private static final Duration REFRESHED_AHEAD = Duration.ofMinutes(1);

	/** How long a request waits for another one's fetch, which has its own timeouts. */
	private static final Duration PATIENCE = Duration.ofSeconds(4);

	/** How long the last known keys are accepted while the issuer is unavailable. */
	private static final Duration OUTAGE = Duration.ofHours(6);

	private static final Logger logger = LoggerFactory.getLogger(IssuerKeys.class);

	private final JwtIssuer issuer;

	private final IssuerClient client;

	private final Ticker ticker;

	private final FetchLimit limit;

	private volatile @Nullable URI discovered;

	private volatile @Nullable Known known;

	IssuerKeys(JwtIssuer issuer, IssuerClient client, Ticker ticker) {
		this.issuer = issuer;
		this.client = client;
		this.ticker = ticker;
		this.limit = new FetchLimit(ticker);
	}

	/** These keys behind a cache that is refreshed ahead on the executor. */
	JWKSource<SecurityContext> cached(ExecutorService executor) {
		// Limited by FetchLimit: Nimbus' own limit comes before its outage tolerance
		return JWKSourceBuilder.create(this)
			.cache(FRESH.toMillis(), PATIENCE.toMillis())
			.refreshAheadCache(REFRESHED_AHEAD.toMillis(), null, executor, false, null, false)
			.rateLimited(false)
			.retrying(true)
			.outageTolerant(OUTAGE.toMillis())
			.failover(this::lastKnown)
			.build();
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
			throws JWKSetUnavailableException {
		if (!this.limit.tryAcquire()) {
			throw new JWKSetUnavailableException("Fetched often enough");
		}
		try {
			JWKSet keys = this.client.get(location(), IssuerKeys::parse);
			this.known = new Known(keys, this.ticker.read());
			return keys;
		}
		catch (IOException ex) {
			// The keys may have moved
			this.discovered = null;
			logger.warn("No keys of the JWT issuer {}: {}", this.issuer.name(), ex.getMessage());
			throw new JWKSetUnavailableException("No keys", ex);
		}
	}

	private URI location() throws IOException {
		URI location = (this.issuer.jwksUri() != null) ? this.issuer.jwksUri() : this.discovered;
		if (location == null) {
			location = this.client.get(this.issuer.metadataUri(), this.issuer::jwksUri);
			this.discovered = location;
		}
		return location;
	}

	/** An empty key set is a fault of the issuer's, and would lock everybody out. */
	private static JWKSet parse(String document) throws ParseException {
		JWKSet keys = JWKSet.parse(document);
		if (keys.isEmpty()) {
			throw new ParseException("it has no keys", 0);
		}
		return keys;
	}

	/** Serves requests that could not wait for a fetch or were not allowed one. */
	private List<JWK> lastKnown(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
		Known last = this.known;
		if (last == null || this.ticker.read() - last.since() > OUTAGE.toNanos()) {
			throw new KeySourceException("None known");
		}
		return selector.select(last.keys());
	}

	@Override
	public void close() {
		// Holds nothing open between fetches
	}

	private record Known(JWKSet keys, long since) {
	}

}

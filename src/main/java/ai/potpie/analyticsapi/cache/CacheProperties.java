package ai.potpie.analyticsapi.cache;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long an answer is served again. Each time begins where the one before it ends, as
 * in RFC 5861.
 *
 * @param freshness how long it is fresh
 * @param settledFreshness the same if all of its days are settled
 * @param settlingTime how long after a day's end spans of that day may still arrive
 * @param staleWhileRevalidate how long after that it is served while it is renewed
 * @param staleIfError how long after its freshness it is served if it cannot be renewed
 * @param staleWait how long a renewal is waited for where only the failure of it allows
 * to serve what is stored
 * @param refreshPause how long after a failure nobody asks for the same again, as long as
 * there is a stored answer
 * @param size how much memory answers may take; 0 stores none
 */
@ConfigurationProperties("analytics.cache")
record CacheProperties(@DefaultValue("60s") Duration freshness, @DefaultValue("1h") Duration settledFreshness,
		@DefaultValue("24h") Duration settlingTime, @DefaultValue("10m") Duration staleWhileRevalidate,
		@DefaultValue("60m") Duration staleIfError, @DefaultValue("700ms") Duration staleWait,
		@DefaultValue("2s") Duration refreshPause, @DefaultValue("64MB") DataSize size) {

	Settling settling() {
		return new Settling(this.settlingTime);
	}

}

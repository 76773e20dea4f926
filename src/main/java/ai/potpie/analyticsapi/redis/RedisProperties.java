package ai.potpie.analyticsapi.redis;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings for Redis.
 *
 * @param url its address, with the password in it; empty for none
 * @param caFile the certificates of those who may sign for it, as PEM; empty for those
 * whom Java trusts
 * @param timeout how long one command may take
 */
@ConfigurationProperties("analytics.redis")
record RedisProperties(@DefaultValue("") String url, @DefaultValue("") String caFile,
		@DefaultValue("200ms") Duration timeout) {

	@Override
	public String toString() {
		return "RedisProperties[caFile=%s, timeout=%s]".formatted(this.caFile, this.timeout);
	}

}

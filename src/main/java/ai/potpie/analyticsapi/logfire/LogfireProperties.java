package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Optional;

import ai.potpie.analyticsapi.settings.HttpAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Settings for queries to Logfire.
 *
 * @param readToken a read token of the project; without one, queries are refused
 * @param baseUrl where Logfire is, if not where the token's region says: self-hosted, or
 * on this machine
 * @param connectTimeout how long a connection may take
 * @param timeout how long a query may take, the body of its answer included; of a
 * streamed answer, how long its first row may take
 * @param streamTimeout how long a streamed answer may take as a whole
 * @param maxResponseSize how large an answer may be, decompressed, unless it is streamed
 * @param maxRowSize how large a row of any answer may be
 * @param maxConnections how many queries may be on their way at once; streamed ones have
 * as many connections of their own
 */
@ConfigurationProperties("logfire")
record LogfireProperties(@Nullable String readToken, @Nullable String baseUrl,
		@DefaultValue("2s") Duration connectTimeout, @DefaultValue("20s") Duration timeout,
		@DefaultValue("5m") Duration streamTimeout, @DefaultValue("16MB") DataSize maxResponseSize,
		@DefaultValue("4MB") DataSize maxRowSize, @DefaultValue("64") int maxConnections) {

	Optional<ReadToken> token() {
		return StringUtils.hasText(this.readToken) ? Optional.of(new ReadToken(this.readToken)) : Optional.empty();
	}

	/**
	 * The base of the query API's addresses, without a slash at its end.
	 * @throws IllegalArgumentException if {@code LOGFIRE_BASE_URL} is not an address
	 */
	String url(ReadToken token) {
		if (!StringUtils.hasText(this.baseUrl)) {
			return token.baseUrl();
		}
		if (!HttpAddress.isOne(this.baseUrl)) {
			throw new IllegalArgumentException(
					"LOGFIRE_BASE_URL is not an address: write it like https://logfire.example.com, without a user and a password");
		}
		return StringUtils.trimTrailingCharacter(this.baseUrl, '/');
	}

	@Override
	public String toString() {
		return "LogfireProperties[timeout=%s]".formatted(this.timeout);
	}

}

package ai.potpie.analyticsapi.history.store;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings for the history.
 *
 * @param url the JDBC address of the database: {@code jdbc:duckdb:} with the path of a
 * file or without for memory, or {@code jdbc:postgresql:}; empty for no history
 * @param user the user of the PostgreSQL database
 * @param password the password of that user
 * @param interval the time from one read of new facts to the next while nobody asks
 * @param retention how long facts are kept, by whole days in UTC
 * @param share the largest share of the Logfire plan's calls that the feed takes
 * @param memory the largest memory of an embedded database, beside the heap
 * @param connections how many questions the database answers at once
 */
@ConfigurationProperties("analytics.history")
@Validated
public record HistoryProperties(@DefaultValue("") String url, @DefaultValue("") String user,
		@DefaultValue("") String password, @DefaultValue("5m") Duration interval,
		@DefaultValue("730d") Duration retention,
		@DecimalMin("0.01") @DecimalMax("1") @DefaultValue("0.3") double share, @DefaultValue("256MB") DataSize memory,
		@DefaultValue("8") int connections) {

	@Override
	public String toString() {
		return "HistoryProperties[interval=%s, share=%s]".formatted(this.interval, this.share);
	}

}

package ai.potpie.analyticsapi.analytics.period;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long Logfire keeps spans.
 *
 * @param retentionDays for how many days, of which today is the last
 */
@ConfigurationProperties("logfire")
@Validated
public record RetentionProperties(@Positive @DefaultValue("30") int retentionDays) {

	/** Whether Logfire still keeps every day of the window completely. */
	public boolean cover(Window window, Instant now) {
		return !window.first().isBefore(firstDay(window.zone(), now));
	}

	/** Logfire may have deleted what started before this moment. */
	public Instant oldestStart(Instant now) {
		return now.minus(Duration.ofDays(this.retentionDays));
	}

	/** The first day that Logfire still keeps. */
	public LocalDate firstDay(ZoneId zone, Instant now) {
		return LocalDate.ofInstant(now, zone).minusDays(this.retentionDays - 1L);
	}

}

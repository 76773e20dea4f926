package ai.potpie.analyticsapi.analytics.period;

import java.time.Instant;
import java.time.LocalDate;

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
		LocalDate oldest = LocalDate.ofInstant(now, window.zone()).minusDays(this.retentionDays - 1L);
		return !window.first().isBefore(oldest);
	}

}

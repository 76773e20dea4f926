package ai.potpie.analyticsapi.live;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for live streams.
 *
 * @param live whether answers are pushed, if there is a history
 * @param liveStreams how many streams may be open at once
 * @param liveStreamsPerUser how many of these one caller may have
 * @param liveMaxAge how long a stream stays open; its client then connects again
 */
@ConfigurationProperties("analytics")
@Validated
record LiveProperties(@DefaultValue("true") boolean live, @DefaultValue("1000") @Min(1) int liveStreams,
		@DefaultValue("5") @Min(1) int liveStreamsPerUser,
		@DefaultValue("15m") @DurationMin(seconds = 1) Duration liveMaxAge) {
}

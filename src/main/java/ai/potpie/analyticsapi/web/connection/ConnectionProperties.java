package ai.potpie.analyticsapi.web.connection;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits for slow clients.
 *
 * @param headerTimeout how long a request's line and headers may take as a whole
 * @param stallTimeout how long a client may take nothing of its answer
 * @param maxPartialHeaders how many connections may have sent a part of a header
 */
@ConfigurationProperties("analytics")
@Validated
record ConnectionProperties(@DefaultValue("10s") @DurationMin(seconds = 1) Duration headerTimeout,
		@DefaultValue("20s") @DurationMin(seconds = 1) Duration stallTimeout,
		@DefaultValue("200") @Min(1) int maxPartialHeaders) {

}

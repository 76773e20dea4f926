package ai.potpie.analyticsapi.security;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many streamed answers may be under way at once. Each holds a thread and perhaps a
 * connection to Logfire for as long as its client reads.
 *
 * @param maxStreams of all callers together
 * @param maxStreamsPerCaller of one caller
 */
@ConfigurationProperties("analytics")
@Validated
record StreamProperties(@DefaultValue("32") @Min(1) int maxStreams,
		@DefaultValue("8") @Min(1) int maxStreamsPerCaller) {

}

package ai.potpie.analyticsapi.security;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one caller may ask.
 *
 * @param rateLimit requests a minute; 0 for no limit
 */
@ConfigurationProperties("analytics")
@Validated
record RateLimitProperties(@DefaultValue("120") @Min(0) int rateLimit) {
}

package ai.potpie.analyticsapi.security.access;

import java.util.List;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.UserIds;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What authenticated callers may ask, how often, and from which web pages.
 *
 * @param userIdPattern what a user id looks like
 * @param corsAllowedOrigins origins like {@code https://dashboard.example.com} whose
 * pages may call this API from a browser
 * @param rateLimit requests a minute that one caller may send; 0 for no limit
 * @param maxStreams how many streamed answers all callers together may have under way.
 * Each holds a thread and perhaps a connection to Logfire for as long as its client reads
 * @param maxStreamsPerCaller how many of these one caller may have
 */
@ConfigurationProperties("analytics")
@Validated
record AccessProperties(@DefaultValue(UserIds.DEFAULT_PATTERN) Pattern userIdPattern,
		@DefaultValue List<String> corsAllowedOrigins, @DefaultValue("120") @Min(0) int rateLimit,
		@DefaultValue("32") @Min(1) int maxStreams, @DefaultValue("8") @Min(1) int maxStreamsPerCaller) {

}

package ai.potpie.analyticsapi.logfire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.springframework.web.util.UriUtils;

/**
 * Addresses of traces in Logfire's web pages, in the form that these pages use
 * themselves.
 *
 * @param url the address of Logfire
 * @param organization the name of the organization
 * @param project the name of the project
 */
public record TraceLinks(String url, String organization, String project) {

	/**
	 * The address of a trace.
	 * @param since the start of the part to show
	 * @param until the end of the part to show
	 */
	public String to(String traceId, Instant since, Instant until) {
		return "%s/%s/%s?q=%s&since=%s&until=%s".formatted(this.url, encoded(this.organization), encoded(this.project),
				encoded("trace_id='" + traceId + "'"), encoded(since.toString()), encoded(until.toString()));
	}

	private static String encoded(String text) {
		return UriUtils.encode(text, StandardCharsets.UTF_8);
	}

}

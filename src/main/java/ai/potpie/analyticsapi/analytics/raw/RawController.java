package ai.potpie.analyticsapi.analytics.raw;

import ai.potpie.analyticsapi.analytics.AnalyticsService;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.security.access.Streamed;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with the spans behind the numbers.
 */
@RestController
@Tag(name = "Analytics")
@RequestMapping("/api/v1/analytics")
class RawController {

	private final SpanStreams spans;

	RawController(AnalyticsService analytics, JsonMapper mapper) {
		this.spans = new SpanStreams(analytics, mapper);
	}

	/**
	 * A user's spans and logs as Logfire has them, newest first. As
	 * {@code application/x-ndjson}, the answer has one span on each line. If there are
	 * more than {@code limit}, the header {@code Link} has the address of the next page.
	 * <p>
	 * CSV and workbooks are files, and so is NDJSON with {@code format} or a
	 * {@code limit} above 1000. A file has up to 100,000 spans and no next page. If there
	 * are more, the header {@code X-Truncated} says so, and so does the last line or the
	 * first sheet.
	 * @param userId the user whose spans they are; an unknown user has none
	 */
	@GetMapping(path = { "/user/{user_id}/raw", "/me/raw" },
			produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV, Format.WORKBOOK,
					MediaType.APPLICATION_NDJSON_VALUE })
	@SpanPage
	@Streamed
	void rawSpans(@PathVariable("user_id") String userId, @Valid RawParameters parameters, Format format,
			HttpServletResponse response) {
		this.spans.write(userId, parameters, format, response);
	}

}

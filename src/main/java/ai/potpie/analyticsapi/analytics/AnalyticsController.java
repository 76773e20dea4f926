package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.cache.Reply;
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
 * What a user's agents cost and did.
 */
@RestController
@Tag(name = "Analytics")
@RequestMapping("/api/v1/analytics/user/{user_id}")
class AnalyticsController {

	private final AnalyticsService analytics;

	private final StreamedFiles files;

	private final JsonMapper mapper;

	AnalyticsController(AnalyticsService analytics, StreamedFiles files, JsonMapper mapper) {
		this.analytics = analytics;
		this.files = files;
		this.mapper = mapper;
	}

	/**
	 * What a user's agents cost, how they did and how much was talked about. Computed
	 * from all of the user's spans in the period, however many there are.
	 * @param userId whose data; a user that is not known has zeros and empty lists
	 * @return the answer
	 */
	@GetMapping(produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV, Format.WORKBOOK,
			MediaType.APPLICATION_NDJSON_VALUE })
	Reply<UserAnalytics> userAnalytics(@PathVariable("user_id") String userId, @Valid AnalyticsParameters parameters,
			Format format) {
		return () -> this.analytics.userAnalytics(userId, parameters, format);
	}

	/**
	 * A user's spans and logs as Logfire has them, newest first. Asked for
	 * {@code application/x-ndjson}, the answer has one span per line. If there are more
	 * than {@code limit}, the header {@code Link} has the address of the next page.
	 * <p>
	 * CSV and workbooks are files, and so are lines with {@code format} or a
	 * {@code limit} above 1000: up to 100,000 spans, without a next page. If there are
	 * more, the header {@code X-Truncated} says so, and so does the last line or the
	 * first sheet.
	 * @param userId whose spans; a user that is not known has none
	 */
	@GetMapping(path = "/raw",
			produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV, Format.WORKBOOK,
					MediaType.APPLICATION_NDJSON_VALUE })
	@SpanPage
	@Streamed
	void rawSpans(@PathVariable("user_id") String userId, @Valid RawParameters parameters, Format format,
			HttpServletResponse response) {
		if (parameters.isFile(format)) {
			this.files.spans(userId, parameters, format, response);
		}
		else {
			this.analytics.rawSpans(userId, parameters, format,
					new SpanWriter(response, format.mediaType(), this.mapper));
		}
	}

}

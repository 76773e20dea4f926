package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.access.Streamed;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The caller's own data, for those who do not know their id: the same answers.
 */
@RestController
@Tag(name = "Analytics")
@RequestMapping("/api/v1/analytics/me")
class OwnAnalyticsController {

	private final AnalyticsController users;

	OwnAnalyticsController(AnalyticsController users) {
		this.users = users;
	}

	/**
	 * What the caller's own agents cost, how they did and how much was talked about: the
	 * answer for the user to whom the token belongs. A token that may read everyone's
	 * data belongs to nobody, and gets a 400.
	 * @return the answer
	 */
	@GetMapping(produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV, Format.WORKBOOK,
			MediaType.APPLICATION_NDJSON_VALUE })
	Reply<UserAnalytics> ownAnalytics(@AuthenticationPrincipal Caller caller, @Valid AnalyticsParameters parameters,
			Format format) {
		return this.users.userAnalytics(caller.ownUser(), parameters, format);
	}

	/**
	 * The caller's own spans and logs as Logfire has them, newest first: the answer for
	 * the user to whom the token belongs. A token that may read everyone's data belongs
	 * to nobody, and gets a 400.
	 */
	@GetMapping(path = "/raw",
			produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV, Format.WORKBOOK,
					MediaType.APPLICATION_NDJSON_VALUE })
	@SpanPage
	@Streamed
	void ownSpans(@AuthenticationPrincipal Caller caller, @Valid RawParameters parameters, Format format,
			HttpServletResponse response) {
		this.users.rawSpans(caller.ownUser(), parameters, format, response);
	}

}

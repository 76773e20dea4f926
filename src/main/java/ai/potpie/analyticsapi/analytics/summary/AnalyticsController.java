package ai.potpie.analyticsapi.analytics.summary;

import ai.potpie.analyticsapi.analytics.AnalyticsService;
import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what a user's agents cost and did.
 */
@RestController
@Tag(name = "Analytics")
@RequestMapping("/api/v1/analytics")
class AnalyticsController {

	private final AnalyticsService analytics;

	AnalyticsController(AnalyticsService analytics) {
		this.analytics = analytics;
	}

	/**
	 * What a user's agents cost, how their runs ended and how much the user talked with
	 * them. The numbers count all of the user's spans in the period, however many there
	 * are.
	 * @param userId the user whose data it is; an unknown user has zeros and empty lists
	 * @return the answer
	 */
	@GetMapping(path = { "/user/{user_id}", "/me" }, produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV,
			Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
	Reply<UserAnalytics> userAnalytics(@PathVariable("user_id") String userId, @Valid AnalyticsParameters parameters,
			Format format) {
		return () -> answer(userId, parameters, format);
	}

	private Answer<UserAnalytics> answer(String userId, AnalyticsParameters parameters, Format format) {
		return this.analytics.answer(parameters.questionOf(userId, this.analytics.context()),
				parameters.options(format), new UserAnalyticsTables());
	}

}

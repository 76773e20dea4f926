package ai.potpie.analyticsapi.analytics.usage;

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
 * Answers what a user's LLM calls used and cost.
 */
@RestController
@Tag(name = "Usage")
@RequestMapping(path = "/api/v1/analytics", produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV,
		Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
class UsageController {

	private final AnalyticsService analytics;

	UsageController(AnalyticsService analytics) {
		this.analytics = analytics;
	}

	/**
	 * Tokens, cost, errors and durations of a user's LLM calls, by time and by the keys
	 * of {@code group_by}.
	 * @param userId the user whose data it is; an unknown user has zeros and empty
	 * buckets
	 * @return the answer
	 */
	@GetMapping({ "/user/{user_id}/usage", "/me/usage" })
	Reply<Usage> usage(@PathVariable("user_id") String userId, @Valid UsageParameters parameters, Format format) {
		return () -> answer(userId, parameters, format);
	}

	private Answer<Usage> answer(String userId, UsageParameters parameters, Format format) {
		return this.analytics.answer(parameters.questionOf(userId, this.analytics.context()),
				parameters.options(format), parameters.tables());
	}

}

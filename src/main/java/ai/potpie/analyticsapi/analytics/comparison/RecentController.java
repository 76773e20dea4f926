package ai.potpie.analyticsapi.analytics.comparison;

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
 * Answers what a user's agents and LLM calls cost and did of late.
 */
@RestController
@Tag(name = "Summary")
@RequestMapping(path = "/api/v1/analytics", produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV,
		Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
class RecentController {

	private final AnalyticsService analytics;

	RecentController(AnalyticsService analytics) {
		this.analytics = analytics;
	}

	/**
	 * The totals of today, the last 7 days, the last 30 days and the month to date, each
	 * beside those of the days before, with their changes.
	 * @param userId the user whose data it is; an unknown user has zeros
	 * @return the answer
	 */
	@GetMapping({ "/user/{user_id}/summary", "/me/summary" })
	Reply<UserSummary> summary(@PathVariable("user_id") String userId, @Valid RecentParameters parameters,
			Format format) {
		return () -> answer(userId, parameters, format);
	}

	private Answer<UserSummary> answer(String userId, RecentParameters parameters, Format format) {
		return this.analytics.answer(parameters.questionOf(userId, this.analytics.context()),
				parameters.options(format), new RecentTables());
	}

}

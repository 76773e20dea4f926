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
 * Answers what a user's agents and LLM calls cost and did, compared with earlier days.
 */
@RestController
@Tag(name = "Comparison")
@RequestMapping(path = "/api/v1/analytics", produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV,
		Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
class ComparisonController {

	private final AnalyticsService analytics;

	ComparisonController(AnalyticsService analytics) {
		this.analytics = analytics;
	}

	/**
	 * The totals of a period beside those of an earlier one, their changes, and both
	 * periods day by day.
	 * @param userId the user whose data it is; an unknown user has zeros
	 * @return the answer
	 */
	@GetMapping({ "/user/{user_id}/compare", "/me/compare" })
	Reply<Comparison> comparison(@PathVariable("user_id") String userId, @Valid ComparisonParameters parameters,
			Format format) {
		return () -> answer(userId, parameters, format);
	}

	private Answer<Comparison> answer(String userId, ComparisonParameters parameters, Format format) {
		return this.analytics.answer(parameters.questionOf(userId, this.analytics.context()),
				parameters.options(format), new ComparisonTables());
	}

}

package ai.potpie.analyticsapi.history.rollup;

import ai.potpie.analyticsapi.analytics.AnalyticsService;
import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.NoHistoryException;
import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.history.store.Rollups;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what a user's agents and LLM calls cost and did, by parts of the calendar.
 */
@RestController
@Tag(name = "History")
@RequestMapping("/api/v1/analytics")
class RollupController {

	private final AnalyticsService analytics;

	private final ObjectProvider<Rollups> rollups;

	RollupController(AnalyticsService analytics, ObjectProvider<Rollups> rollups) {
		this.analytics = analytics;
		this.rollups = rollups;
	}

	/**
	 * Cost, runs, conversations, tokens and durations of a user by days, weeks, months or
	 * years. Each bucket has the numbers of an answer about its days alone, and a state
	 * that tells whether they can still change and whether facts are missing. Without a
	 * history the answer is a 404.
	 * @param userId the user whose data it is; an unknown user has zeros
	 * @return the answer
	 */
	@GetMapping(path = { "/user/{user_id}/history", "/me/history" }, produces = { MediaType.APPLICATION_JSON_VALUE,
			Format.TEXT_CSV, Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
	Reply<UserHistory> userHistory(@PathVariable("user_id") String userId, @Valid RollupParameters parameters,
			Format format) {
		Rollups kept = NoHistoryException.require(this.rollups.getIfAvailable());
		return () -> answer(userId, parameters, format, kept);
	}

	private Answer<UserHistory> answer(String userId, RollupParameters parameters, Format format, Rollups kept) {
		return this.analytics.answer(parameters.questionOf(userId, this.analytics.context(), kept),
				parameters.options(format), new RollupTables());
	}

}

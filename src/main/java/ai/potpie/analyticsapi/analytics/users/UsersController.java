package ai.potpie.analyticsapi.analytics.users;

import ai.potpie.analyticsapi.analytics.AnalyticsService;
import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the agents of all users cost and did.
 */
@RestController
@Tag(name = "Users")
@RequestMapping(path = "/api/v1/analytics/users", produces = { MediaType.APPLICATION_JSON_VALUE, Format.TEXT_CSV,
		Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
class UsersController {

	private final AnalyticsService analytics;

	UsersController(AnalyticsService analytics) {
		this.analytics = analytics;
	}

	/**
	 * Users ranked by cost, runs, errors or last activity, and the totals of all users.
	 * Only tokens that may read the data of all users get an answer: others get a 403.
	 * @return the answer
	 */
	@GetMapping
	Reply<Users> users(@Valid UsersParameters parameters, Format format) {
		return () -> this.analytics.answer(parameters.questionOf(this.analytics.context()), parameters.options(format),
				new UsersTables());
	}

}

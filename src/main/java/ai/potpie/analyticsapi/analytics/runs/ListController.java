package ai.potpie.analyticsapi.analytics.runs;

import ai.potpie.analyticsapi.analytics.AnalyticsService;
import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.security.access.Streamed;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with a user's runs and conversations, one by one.
 */
@RestController
@Tag(name = "Runs and conversations")
@RequestMapping("/api/v1/analytics")
class ListController {

	private final AnalyticsService analytics;

	private final ListFiles files;

	ListController(AnalyticsService analytics) {
		this.analytics = analytics;
		this.files = new ListFiles(analytics);
	}

	/**
	 * A user's runs: the cost, outcome, duration and exception of each. If there are more
	 * than {@code limit}, the header {@code Link} has the address of the next page.
	 * @param userId the user whose runs they are; an unknown user has none
	 * @return a page of runs
	 */
	@GetMapping(path = { "/user/{user_id}/runs", "/me/runs" }, produces = MediaType.APPLICATION_JSON_VALUE)
	Reply<RunList> runs(@PathVariable("user_id") String userId, @Valid RunParameters parameters, Format format) {
		return () -> answer(userId, parameters);
	}

	/**
	 * A user's conversations: the messages, agents, runs and cost of each. If there are
	 * more than {@code limit}, the header {@code Link} has the address of the next page.
	 * @param userId the user whose conversations they are; an unknown user has none
	 * @return a page of conversations
	 */
	@GetMapping(path = { "/user/{user_id}/conversations", "/me/conversations" },
			produces = MediaType.APPLICATION_JSON_VALUE)
	Reply<ConversationList> conversations(@PathVariable("user_id") String userId,
			@Valid ConversationParameters parameters, Format format) {
		return () -> answer(userId, parameters);
	}

	// Hidden since OpenAPI sees one operation in both, and it is described above
	@GetMapping(path = { "/user/{user_id}/runs", "/me/runs" },
			produces = { Format.TEXT_CSV, Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
	@Hidden
	@Streamed
	void runFile(@PathVariable("user_id") String userId, @Valid RunParameters parameters, Format format,
			HttpServletResponse response) {
		this.files.runs(userId, parameters, format, response);
	}

	// Hidden since OpenAPI sees one operation in both, and it is described above
	@GetMapping(path = { "/user/{user_id}/conversations", "/me/conversations" },
			produces = { Format.TEXT_CSV, Format.WORKBOOK, MediaType.APPLICATION_NDJSON_VALUE })
	@Hidden
	@Streamed
	void conversationFile(@PathVariable("user_id") String userId, @Valid ConversationParameters parameters,
			Format format, HttpServletResponse response) {
		this.files.conversations(userId, parameters, format, response);
	}

	private Answer<RunList> answer(String userId, RunParameters parameters) {
		return this.analytics
			.answer(parameters.questionOf(userId, ListPage.of(parameters, Format.JSON), this.analytics.context()));
	}

	private Answer<ConversationList> answer(String userId, ConversationParameters parameters) {
		return this.analytics
			.answer(parameters.questionOf(userId, ListPage.of(parameters, Format.JSON), this.analytics.context()));
	}

}

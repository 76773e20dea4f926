package ai.potpie.analyticsapi.analytics;

import ai.potpie.analyticsapi.cache.Answer;
import ai.potpie.analyticsapi.security.Caller;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A user's runs and conversations, one by one.
 */
@RestController
@Tag(name = "Runs and conversations")
@RequestMapping(path = "/api/v1/analytics", produces = MediaType.APPLICATION_JSON_VALUE)
class ListController {

	private final AnalyticsService analytics;

	ListController(AnalyticsService analytics) {
		this.analytics = analytics;
	}

	/**
	 * A user's runs: what each cost, how it ended, how long it took and what went wrong.
	 * If there are more than {@code limit}, the header {@code Link} has the address of
	 * the next page.
	 * @param userId whose runs; a user that is not known has none
	 * @return a page of runs
	 */
	@GetMapping("/user/{user_id}/runs")
	Answer<RunList> runs(@PathVariable("user_id") String userId, @Valid RunParameters parameters) {
		return this.analytics.runs(userId, parameters);
	}

	/**
	 * The same of the caller's own runs. A token that may read everyone's data belongs to
	 * nobody, and gets a 400.
	 * @return a page of runs
	 */
	@GetMapping("/me/runs")
	Answer<RunList> ownRuns(@AuthenticationPrincipal Caller caller, @Valid RunParameters parameters) {
		return this.analytics.runs(caller.ownUser(), parameters);
	}

	/**
	 * A user's conversations: how much was talked about in each, by which agents, and
	 * what it cost. If there are more than {@code limit}, the header {@code Link} has the
	 * address of the next page.
	 * @param userId whose conversations; a user that is not known has none
	 * @return a page of conversations
	 */
	@GetMapping("/user/{user_id}/conversations")
	Answer<ConversationList> conversations(@PathVariable("user_id") String userId,
			@Valid ConversationParameters parameters) {
		return this.analytics.conversations(userId, parameters);
	}

	/**
	 * The same of the caller's own conversations. A token that may read everyone's data
	 * belongs to nobody, and gets a 400.
	 * @return a page of conversations
	 */
	@GetMapping("/me/conversations")
	Answer<ConversationList> ownConversations(@AuthenticationPrincipal Caller caller,
			@Valid ConversationParameters parameters) {
		return this.analytics.conversations(caller.ownUser(), parameters);
	}

}

package ai.potpie.analyticsapi.alert;

import java.net.URI;

import ai.potpie.analyticsapi.alert.evaluation.DryRun;
import ai.potpie.analyticsapi.alert.evaluation.DryRunResult;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.cache.NoHistoryException;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.web.parameters.JsonBody;
import ai.potpie.analyticsapi.web.parameters.NoParameters;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers and changes rules of alerts.
 */
@RestController
@Tag(name = "Alerts")
@RequestMapping(path = RuleController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class RuleController {

	static final String PATH = "/api/v1/analytics/alerts/rules";

	private final ObjectProvider<AlertRules> rules;

	private final ObjectProvider<AlertTests> tests;

	private final ObjectProvider<DryRun> dryRuns;

	RuleController(ObjectProvider<AlertRules> rules, ObjectProvider<AlertTests> tests, ObjectProvider<DryRun> dryRuns) {
		this.rules = rules;
		this.tests = tests;
		this.dryRuns = dryRuns;
	}

	/**
	 * The rules that the token may see: a user's token those about its own user, a token
	 * for everyone all.
	 * @return the rules
	 */
	@GetMapping
	RuleList alertRules(@AuthenticationPrincipal Caller caller, @Valid NoParameters parameters,
			HttpServletResponse response) {
		RuleList list = rules().visibleTo(caller);
		notStored(response);
		return list;
	}

	/**
	 * A new rule. A user's token makes rules about its own user, up to 20 of them.
	 * @return the rule, whose address is in {@code Location}
	 */
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rule.class)))
	RuleView createAlertRule(@AuthenticationPrincipal Caller caller, @Valid NoParameters parameters, JsonBody body,
			HttpServletResponse response) {
		StoredRule rule = rules().add(caller, body.json());
		response.setHeader(HttpHeaders.LOCATION, URI.create(PATH + "/" + rule.id()).toString());
		return answer(rule, response);
	}

	/**
	 * A rule and how it stands.
	 * @param id the id of the rule
	 * @return the rule, with an {@code ETag} for its next change
	 */
	@GetMapping("/{id}")
	RuleView alertRule(@AuthenticationPrincipal Caller caller, @PathVariable("id") String id,
			@Valid NoParameters parameters, HttpServletResponse response) {
		return answer(rules().find(caller, id), response);
	}

	/**
	 * Replaces a rule. It needs the {@code ETag} in {@code If-Match}: without it the
	 * answer is 428, and 412 if the rule has changed meanwhile. What is crossed already
	 * when the amount or the thresholds change fires once, marked with {@code on_change}.
	 * @param id the id of the rule
	 * @return the rule as it is now
	 */
	@PutMapping("/{id}")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rule.class)))
	RuleView replaceAlertRule(@AuthenticationPrincipal Caller caller, @PathVariable("id") String id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String expected,
			@Valid NoParameters parameters, JsonBody body, HttpServletResponse response) {
		return answer(rules().change(caller, id, expected, body.json()), response);
	}

	/**
	 * Deletes a rule. It needs the {@code ETag} in {@code If-Match}.
	 * @param id the id of the rule
	 */
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void deleteAlertRule(@AuthenticationPrincipal Caller caller, @PathVariable("id") String id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String expected,
			@Valid NoParameters parameters) {
		rules().delete(caller, id, expected);
	}

	/**
	 * What a rule would have fired over the past that is stored, day by day: up to 100
	 * periods, and 100,000 users in each. It changes nothing.
	 * @return what would have fired
	 */
	@PostMapping("/dry-run")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Rule.class)))
	DryRunResult dryRunAlertRule(@AuthenticationPrincipal Caller caller, @Valid NoParameters parameters, JsonBody body,
			HttpServletResponse response) {
		Rule rule = rules().read(caller, body.json());
		notStored(response);
		return this.dryRuns.getObject().of(rule);
	}

	/**
	 * Sends an event that is marked as a test to all channels of a rule.
	 * @param id the id of the rule
	 * @return the event, whose deliveries are on their way
	 */
	@PostMapping("/{id}/test")
	@ResponseStatus(HttpStatus.ACCEPTED)
	EventView testAlertRule(@AuthenticationPrincipal Caller caller, @PathVariable("id") String id,
			@Valid NoParameters parameters, HttpServletResponse response) {
		StoredRule rule = rules().findToUse(caller, id);
		notStored(response);
		return this.tests.getObject().send(rule);
	}

	private AlertRules rules() {
		return NoHistoryException.require(this.rules.getIfAvailable());
	}

	// Without Spring's conditional answers: what a rule used changes while its ETag stays
	private RuleView answer(StoredRule rule, HttpServletResponse response) {
		response.setHeader(HttpHeaders.ETAG, '"' + rule.tag() + '"');
		notStored(response);
		return rules().view(rule);
	}

	private static void notStored(HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
	}

}

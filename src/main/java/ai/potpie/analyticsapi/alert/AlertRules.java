package ai.potpie.analyticsapi.alert;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import ai.potpie.analyticsapi.alert.delivery.Channels;
import ai.potpie.analyticsapi.alert.evaluation.RuleStatuses;
import ai.potpie.analyticsapi.alert.evaluation.StaleWatch;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.RuleReader;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.StoredRule.Source;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.web.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;

/**
 * Rules as callers may see and change them. A user's token is refused in the same way
 * whether a rule exists that it may not see.
 */
class AlertRules {

	private final RuleStore store;

	private final RuleReader reader;

	private final Channels channels;

	private final RuleStatuses statuses;

	private final StaleWatch stale;

	AlertRules(RuleStore store, RuleReader reader, Channels channels, RuleStatuses statuses, StaleWatch stale) {
		this.store = store;
		this.reader = reader;
		this.channels = channels;
		this.statuses = statuses;
		this.stale = stale;
	}

	RuleList visibleTo(Caller caller) {
		List<RuleView> visible = this.store.all()
			.stream()
			.filter((rule) -> maySee(caller, rule))
			.map(this::view)
			.toList();
		return new RuleList(visible, new TreeSet<>(this.channels.names()));
	}

	RuleView view(StoredRule rule) {
		boolean late = this.stale.isStale();
		return RuleView.of(rule,
				this.statuses.of(rule)
					.map((status) -> RuleView.Status.of(late, status))
					.orElseGet(() -> RuleView.Status.unknown(late)));
	}

	/**
	 * Reads a rule that a caller may make.
	 * @throws AccessDeniedException if it is about others
	 */
	Rule read(Caller caller, JsonNode body) {
		requireOwn(caller, body);
		return this.reader.read(body, this.channels.names());
	}

	// First, so that a user's token learns nothing of others from other errors
	private static void requireOwn(Caller caller, JsonNode body) {
		JsonNode of = body.path("of");
		String own = caller.userId();
		boolean isAboutOthers = of.has("each_user") || of.has("everyone")
				|| (of.path("user_id").isString() && !of.path("user_id").stringValue().equals(own));
		if (own != null && isAboutOthers) {
			throw new AccessDeniedException("A rule about others");
		}
	}

	StoredRule add(Caller caller, JsonNode body) {
		return this.store.add(read(caller, body), caller.userId());
	}

	/**
	 * Finds a rule.
	 * @throws AccessDeniedException if the caller may not see it
	 * @throws RefusedException if there is none
	 */
	StoredRule find(Caller caller, String id) {
		Optional<StoredRule> found = this.store.find(id);
		if (caller.userId() != null && found.filter((rule) -> maySee(caller, rule)).isEmpty()) {
			throw new AccessDeniedException("A rule about others");
		}
		return found.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND,
				"There is no such rule. GET /api/v1/analytics/alerts/rules lists those that there are."));
	}

	private static boolean maySee(Caller caller, StoredRule rule) {
		return caller.userId() == null || rule.isVisibleTo(caller.userId());
	}

	/**
	 * Finds a rule that a caller may change.
	 * @param expected the value of {@code If-Match}
	 */
	StoredRule findToChange(Caller caller, String id, @Nullable String expected) {
		StoredRule rule = findToUse(caller, id);
		if (rule.source() == Source.FILE) {
			throw new RefusedException(HttpStatus.CONFLICT,
					"This rule is in the file of rules (ANALYTICS_ALERT_RULES_FILE). Those who run the service can"
							+ " change it there.");
		}
		if (expected == null) {
			throw new RefusedException(HttpStatus.PRECONDITION_REQUIRED,
					"Send the ETag of the rule in If-Match, so that nobody's change is lost.");
		}
		if (!expected.equals("*") && !expected.equals('"' + rule.tag() + '"')) {
			throw changedMeanwhile();
		}
		return rule;
	}

	/** Finds a rule that a caller may test. */
	StoredRule findToUse(Caller caller, String id) {
		StoredRule rule = find(caller, id);
		if (caller.userId() != null && !caller.userId().equals(rule.owner())) {
			throw new AccessDeniedException("A rule of operators");
		}
		return rule;
	}

	StoredRule change(Caller caller, String id, @Nullable String expected, JsonNode body) {
		StoredRule before = findToChange(caller, id, expected);
		return this.store.change(before, read(caller, body)).orElseThrow(AlertRules::changedMeanwhile);
	}

	void delete(Caller caller, String id, @Nullable String expected) {
		if (!this.store.delete(findToChange(caller, id, expected))) {
			throw changedMeanwhile();
		}
	}

	private static RefusedException changedMeanwhile() {
		return new RefusedException(HttpStatus.PRECONDITION_FAILED,
				"The rule has changed meanwhile. Get it again, and repeat the change with its new ETag.");
	}

}

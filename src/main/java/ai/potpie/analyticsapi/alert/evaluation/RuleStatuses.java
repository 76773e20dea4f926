package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import ai.potpie.analyticsapi.alert.evaluation.Job.Stage;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.rule.StoredRule;

/**
 * What this replica knows of each rule.
 */
public class RuleStatuses {

	private final Map<String, RuleStatus> byRule = new ConcurrentHashMap<>();

	/** Empty before the first evaluation of the rule. */
	public Optional<RuleStatus> of(StoredRule rule) {
		return Optional.ofNullable(this.byRule.get(rule.id()));
	}

	void evaluated(Job job, List<Use> uses, Instant asOf) {
		if (job.stage() != Stage.OPEN) {
			return;
		}
		RuleStatus found = status(job, uses, asOf);
		this.byRule.merge(job.rule().id(), found,
				(before, now) -> (!job.full() && before.period().start().equals(now.period().start())
						&& before.used().compareTo(now.used()) > 0)
								? new RuleStatus(now.period(), before.subject(), before.used(), before.percentUsed(),
										asOf)
								: now);
	}

	private static RuleStatus status(Job job, List<Use> uses, Instant asOf) {
		BigDecimal amount = job.rule().rule().amount();
		return uses.stream()
			.max(Comparator.comparing(Use::used).thenComparing(Use::subject, Comparator.reverseOrder()))
			.map((use) -> new RuleStatus(job.period(), use.subject(), use.used(), Crossings.percent(use.used(), amount),
					asOf))
			.orElseGet(() -> new RuleStatus(job.period(), null, BigDecimal.ZERO, BigDecimal.ZERO, asOf));
	}

	void retain(Collection<String> ruleIds) {
		this.byRule.keySet().retainAll(ruleIds);
	}

}

package ai.potpie.analyticsapi.alert.number;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.history.FactBase;

/**
 * Answers what users used, from the history alone.
 */
public class Uses {

	private final FactBase facts;

	private final QuestionContext context;

	public Uses(FactBase facts, QuestionContext context) {
		this.facts = facts;
		this.context = context;
	}

	/** The parts of a question that do not come from a rule. */
	public QuestionContext context() {
		return this.context;
	}

	/**
	 * What was used, by subject.
	 * @throws ai.potpie.analyticsapi.logfire.rows.LogfireException if there is no
	 * complete answer
	 */
	public Map<String, Use> bySubject(UseQuestion question) {
		return ask(question).stream().collect(Collectors.toMap(Use::subject, (use) -> use));
	}

	/** What was used on each day, by subject. */
	public Map<String, Map<LocalDate, BigDecimal>> byDay(UseQuestion question) {
		Map<String, Map<LocalDate, BigDecimal>> days = new HashMap<>();
		for (Use use : ask(question.daily())) {
			LocalDate day = use.day();
			if (day != null) {
				days.computeIfAbsent(use.subject(), (subject) -> new TreeMap<>()).put(day, use.used());
			}
		}
		return days;
	}

	/** What was used on each day, with everything that is known of it. */
	public List<Use> ask(UseQuestion question) {
		Instant asOf = this.facts.asOf().orElse(Instant.EPOCH);
		return question.answer(question.ofHistory().ask(this.facts::query), asOf);
	}

}

package ai.potpie.analyticsapi.alert.rule;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a rule adds up.
 */
public enum Measure {

	/** The cost of runs as they recorded it, in US dollars. */
	COST,

	/** The same, and where a run recorded none, the cost of its LLM calls. */
	COST_ESTIMATED,

	/** The cost of LLM calls, in US dollars. */
	LLM_COST,

	/** The number of runs. */
	RUNS,

	/** The number of runs that ended with an error. */
	ERRORS;

	@JsonValue
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	public boolean isMoney() {
		return this == COST || this == COST_ESTIMATED || this == LLM_COST;
	}

}

package ai.potpie.analyticsapi.logfire.rows;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The system that answered with rows.
 */
public enum RowSource {

	/** Logfire itself. */
	LOGFIRE("logfire", "data"),

	/** The history, the service's own store of facts. */
	HISTORY("history", "history"),

	/** The history, with facts that other settings or another version made of spans. */
	HISTORY_OF_OTHER_RULES("history", "history_of_other_rules");

	private final String label;

	private final String property;

	RowSource(String label, String property) {
		this.label = label;
		this.property = property;
	}

	/** The name in answers. */
	@JsonValue
	String label() {
		return this.label;
	}

	/** The property that lists stored rows of this source. */
	String property() {
		return this.property;
	}

	/** Whether other rules made a part of the facts; null if not. */
	public @Nullable Boolean hasOtherRules() {
		return (this == HISTORY_OF_OTHER_RULES) ? true : null;
	}

}

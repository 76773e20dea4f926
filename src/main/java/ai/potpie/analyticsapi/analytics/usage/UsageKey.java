package ai.potpie.analyticsapi.analytics.usage;

import java.util.Locale;

import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.sql.Sql;
import com.fasterxml.jackson.annotation.JsonKey;

/**
 * By what usage can be told apart.
 */
public enum UsageKey {

	/** The model that answered, else the one that was asked. */
	MODEL("model"),

	PROVIDER("provider"),

	AGENT_ID("agent"),

	PROJECT_ID("project"),

	CONVERSATION_ID("own_conversation"),

	ENVIRONMENT("environment"),

	OPERATION("operation");

	/** Of calls beyond the top. */
	static final String OTHER = "other";

	private final Sql column;

	UsageKey(String column) {
		this.column = Sql.of(column);
	}

	/** The column of {@link Facts} that has it, NULL where a call does not say. */
	Sql column() {
		return this.column;
	}

	/** Its name in requests and answers. */
	@JsonKey
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}

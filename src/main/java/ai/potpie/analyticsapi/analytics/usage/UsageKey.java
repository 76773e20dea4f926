package ai.potpie.analyticsapi.analytics.usage;

import java.util.Locale;

import ai.potpie.analyticsapi.analytics.facts.Facts;
import ai.potpie.analyticsapi.sql.Sql;
import com.fasterxml.jackson.annotation.JsonKey;

/**
 * The keys by which usage can be grouped.
 */
public enum UsageKey {

	/** The model that answered, else the model that the request named. */
	MODEL("model"),

	PROVIDER("provider"),

	AGENT_ID("agent"),

	PROJECT_ID("project"),

	CONVERSATION_ID("own_conversation"),

	ENVIRONMENT("environment"),

	OPERATION("operation");

	/** The value of calls in groups beyond the top. */
	static final String OTHER = "other";

	private final Sql column;

	UsageKey(String column) {
		this.column = Sql.of(column);
	}

	/** The column of {@link Facts} with the key; NULL if a call does not tell it. */
	Sql column() {
		return this.column;
	}

	/** The name of the key in requests and answers. */
	@JsonKey
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}

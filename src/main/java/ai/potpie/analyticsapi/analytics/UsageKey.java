package ai.potpie.analyticsapi.analytics;

import java.util.Locale;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * By what usage can be told apart.
 */
enum UsageKey {

	/** The model that answered, else the one that was asked. */
	MODEL("(attributes->>'gen_ai.response.model')", "(attributes->>'gen_ai.request.model')"),

	PROVIDER("(attributes->>'gen_ai.provider.name')", "(attributes->>'gen_ai.system')"),

	AGENT_ID("(attributes->>'agent_id')"),

	PROJECT_ID("(attributes->>'project_id')"),

	CONVERSATION_ID("(attributes->>'conversation_id')", "(attributes->>'gen_ai.conversation.id')"),

	ENVIRONMENT("deployment_environment"),

	OPERATION("(attributes->>'gen_ai.operation.name')");

	/** Of calls that do not have it. */
	static final String UNKNOWN = "unknown";

	/** Of calls beyond the top. */
	static final String OTHER = "other";

	private final Sql text;

	private final Sql orElse;

	UsageKey(String text) {
		this(text, "CAST(NULL AS VARCHAR)");
	}

	UsageKey(String text, String orElse) {
		this.text = Sql.of(text);
		this.orElse = Sql.of(orElse);
	}

	/** The text of it on a span, which may be null or blank. */
	Sql text() {
		return this.text;
	}

	/** What stands in for a null or a blank, which may be one itself. */
	Sql orElse() {
		return this.orElse;
	}

	/** Its name in requests and answers. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}

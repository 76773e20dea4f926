package ai.potpie.analyticsapi.analytics;

import java.util.Locale;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * By what usage can be told apart.
 */
enum UsageKey {

	/** The model that answered, else the one that was asked. */
	MODEL(LlmCalls.MODEL),

	PROVIDER("coalesce((attributes->>'gen_ai.provider.name'), (attributes->>'gen_ai.system'))"),

	AGENT_ID("(attributes->>'agent_id')"),

	PROJECT_ID("(attributes->>'project_id')"),

	CONVERSATION_ID("coalesce((attributes->>'conversation_id'), (attributes->>'gen_ai.conversation.id'))"),

	ENVIRONMENT("deployment_environment"),

	OPERATION("(attributes->>'gen_ai.operation.name')");

	/** Of calls that do not have it. */
	static final String UNKNOWN = "unknown";

	/** Of calls beyond the top. */
	static final String OTHER = "other";

	private final Sql text;

	UsageKey(String text) {
		this.text = Sql.of(text);
	}

	/** The text of it on a span, which may be null or blank. */
	Sql text() {
		return this.text;
	}

	/** Its name in requests and answers. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}

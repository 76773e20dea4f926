package ai.potpie.analyticsapi.analytics.facts;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * SQL expressions for what filters need to know of a span.
 */
public interface SpanColumns {

	/** The id of the user: blank or NULL if there is none. */
	Sql userId();

	/** The condition that the id of the user is not blank. */
	Sql namesUser();

	/** The id of the project; NULL if there is none. */
	Sql projectId();

	/** The id of the agent; NULL if there is none. */
	Sql agentId();

	/** The deployment environment; NULL if there is none. */
	Sql environment();

}

package ai.potpie.analyticsapi.logfire.rows;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The system that answered with rows.
 */
public enum RowSource {

	/** Logfire itself. */
	@JsonProperty("logfire")
	LOGFIRE,

	/** The history, the service's own store of facts. */
	@JsonProperty("history")
	HISTORY

}

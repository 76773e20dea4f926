package ai.potpie.analyticsapi.cache;

import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes bodies of rows, each once.
 */
class Bodies {

	private final LocalRows local;

	private final JsonMapper json;

	Bodies(LocalRows local, JsonMapper json) {
		this.local = local;
		this.json = json;
	}

	/**
	 * The answer to a question.
	 * @throws LogfireException if the rows are not those of such a question
	 */
	Body of(Question<?> question, LogfireQuery query, StoredRows rows) {
		Body body = rows.body(question);
		if (body == null) {
			body = rows.makeBody(question, this.json::writeValueAsBytes);
			this.local.weigh(query);
		}
		return body;
	}

	/** Whether the rows can answer the question. */
	boolean canBeMadeOf(Question<?> question, LogfireQuery query, @Nullable StoredRows rows) {
		try {
			return rows != null && of(question, query, rows) != null;
		}
		catch (LogfireException ex) {
			return false;
		}
	}

}

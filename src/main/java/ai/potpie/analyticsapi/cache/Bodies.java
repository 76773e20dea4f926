package ai.potpie.analyticsapi.cache;

import java.time.Instant;

import ai.potpie.analyticsapi.logfire.AnswerMemory;
import ai.potpie.analyticsapi.logfire.LogfireException;
import ai.potpie.analyticsapi.logfire.LogfireQuery;
import ai.potpie.analyticsapi.logfire.MemoryShare;
import ai.potpie.analyticsapi.logfire.Rows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes bodies of rows, each once.
 */
class Bodies {

	private final LocalRows local;

	private final JsonMapper json;

	private final AnswerMemory memory;

	Bodies(LocalRows local, JsonMapper json, AnswerMemory memory) {
		this.local = local;
		this.json = json;
		this.memory = memory;
	}

	/**
	 * The answer to a question, as JSON.
	 * @throws LogfireException if the rows are not those of such a question
	 */
	Body of(Question<?> question, LogfireQuery query, StoredRows rows) {
		return of(json(question), query, rows);
	}

	/**
	 * The answer to a form's question in that form.
	 * @throws LogfireException if the rows are not those of such a question
	 */
	Body of(Form<?> form, LogfireQuery query, StoredRows rows) {
		Body body = rows.body(form);
		if (body == null) {
			body = make(form, rows);
			this.local.weigh(query);
		}
		return body;
	}

	private Body make(Form<?> form, StoredRows rows) {
		try (MemoryShare share = this.memory.share()) {
			return rows.makeBody(form, share);
		}
	}

	/**
	 * Packs rows together with the JSON that is made of them.
	 * @throws LogfireException if they are not those of such a question
	 */
	StoredRows pack(Question<?> question, Rows rows, Instant asOf) {
		StoredRows stored = StoredRows.of(rows, asOf);
		stored.makeBody(json(question), rows);
		return stored;
	}

	<T> Form<T> json(Question<T> question) {
		return new JsonForm<>(question, this.json);
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

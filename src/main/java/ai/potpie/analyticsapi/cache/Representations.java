package ai.potpie.analyticsapi.cache;

import java.time.Instant;

import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes representations of rows, each once.
 */
class Representations {

	private final LocalRows local;

	private final JsonMapper json;

	private final AnswerMemory memory;

	Representations(LocalRows local, JsonMapper json, AnswerMemory memory) {
		this.local = local;
		this.json = json;
		this.memory = memory;
	}

	/**
	 * The answer to a form's question in that form.
	 * @throws LogfireException if the rows are not those of such a question
	 */
	Representation of(Form<?> form, StoredRows rows) {
		Representation made = rows.representation(form);
		if (made == null) {
			made = make(form, rows);
			this.local.weigh(form.question());
		}
		return made;
	}

	private Representation make(Form<?> form, StoredRows rows) {
		try (MemoryShare share = this.memory.share()) {
			return rows.represent(form, share);
		}
	}

	/**
	 * Packs rows together with the JSON that is made of them.
	 * @throws LogfireException if they are not those of such a question
	 */
	StoredRows pack(Question<?> question, Rows rows, Instant asOf) {
		StoredRows stored = StoredRows.of(rows, asOf);
		stored.represent(json(question), rows);
		return stored;
	}

	<T> Form<T> json(Question<T> question) {
		return new JsonForm<>(question, this.json);
	}

	/** Whether the rows can be folded into an answer to the question. */
	boolean canBeMadeOf(Question<?> question, StoredRows rows) {
		try {
			of(json(question), rows);
			return true;
		}
		catch (LogfireException ex) {
			return false;
		}
	}

}

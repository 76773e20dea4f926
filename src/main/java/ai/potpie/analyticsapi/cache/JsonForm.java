package ai.potpie.analyticsapi.cache;

import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as JSON.
 */
record JsonForm<T>(Question<T> question, JsonMapper json) implements Form<T> {

	@Override
	public Representation represent(T answer) {
		String nextCursor = (answer instanceof Page page) ? page.nextCursor() : null;
		return Representation.json(this.json.writeValueAsBytes(answer), nextCursor);
	}

}

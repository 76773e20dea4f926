package ai.potpie.analyticsapi.cache;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * An answer as JSON.
 */
record JsonForm<T>(Question<T> question, JsonMapper json) implements Form<T> {

	@Override
	public Content of(T answer) {
		String nextCursor = (answer instanceof Page page) ? page.nextCursor() : null;
		return new Content(this.json.writeValueAsBytes(answer), MediaType.APPLICATION_JSON_VALUE, null, false,
				nextCursor);
	}

}

package ai.potpie.analyticsapi.web.parameters;

import tools.jackson.databind.JsonNode;

/**
 * The body of a request, as an argument of its handler.
 */
public final class JsonBody {

	private final JsonNode json;

	JsonBody(JsonNode json) {
		this.json = json;
	}

	public JsonNode json() {
		return this.json;
	}

}

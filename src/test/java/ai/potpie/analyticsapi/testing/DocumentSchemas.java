package ai.potpie.analyticsapi.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of an OpenAPI document, taken at their word: an object has no key that is
 * not described, unless its schema says that there may be others.
 */
public final class DocumentSchemas {

	private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

	private final JsonNode document;

	public DocumentSchemas(JsonNode document) {
		this.document = document;
	}

	/** What is wrong with a value. */
	public List<Error> errors(JsonNode schema, JsonNode value) {
		return this.compiled.computeIfAbsent(schema, this::compile).validate(value);
	}

	private Schema compile(JsonNode schema) {
		ObjectNode whole = ((ObjectNode) schema).deepCopy();
		whole.putObject("components").set("schemas", this.document.at("/components/schemas").deepCopy());
		close(whole);
		return this.schemas.getSchema(whole);
	}

	private static void close(JsonNode schema) {
		if (schema instanceof ObjectNode object && schema.path("type").asString("").equals("object")
				&& schema.has("properties") && !schema.has("additionalProperties")) {
			object.put("additionalProperties", false);
		}
		schema.forEach(DocumentSchemas::close);
	}

}

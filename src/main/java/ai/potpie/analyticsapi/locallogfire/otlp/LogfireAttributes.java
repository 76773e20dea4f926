package ai.potpie.analyticsapi.locallogfire.otlp;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Removes the attributes from a span that Logfire stores in columns.
 */
final class LogfireAttributes {

	private final ObjectNode attributes;

	LogfireAttributes(ObjectNode attributes) {
		this.attributes = attributes;
	}

	String kind() {
		String type = takeText("logfire.span_type");
		return "log".equals(type) || "pending_span".equals(type) ? type : "span";
	}

	@Nullable String message() {
		return takeText("logfire.msg");
	}

	int level(int otherwise) {
		JsonNode level = this.attributes.remove("logfire.level_num");
		return (level != null && level.canConvertToInt()) ? level.intValue() : otherwise;
	}

	List<String> tags() {
		JsonNode tags = this.attributes.remove("logfire.tags");
		return (tags != null) ? tags.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList()
				: List.of();
	}

	/** The parent of the span that a pending span announces; zeros mean none. */
	@Nullable String pendingParent() {
		String parent = takeText("logfire.pending_parent_id");
		return (parent == null || parent.matches("0*")) ? null : parent;
	}

	/**
	 * Logfire's SDKs send objects and lists as JSON text, and name these attributes in a
	 * schema. This method converts their text back to JSON without changing a character.
	 */
	void parseWhatTheSchemaNames() {
		String text = takeText("logfire.json_schema");
		JsonNode schema = (text != null) ? parse(text) : null;
		if (schema != null) {
			for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
				JsonNode value = this.attributes.get(property.getKey());
				if (property.getValue().has("type") && value != null && value.isString()
						&& parse(value.stringValue()) != null) {
					this.attributes.putRawValue(property.getKey(), new RawValue(value.stringValue()));
				}
			}
		}
	}

	private @Nullable String takeText(String key) {
		JsonNode value = this.attributes.remove(key);
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

	private static @Nullable JsonNode parse(String text) {
		try {
			JsonNode node = JsonMapper.shared().readTree(text);
			return node.isMissingNode() ? null : node;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}

package ai.potpie.analyticsapi.locallogfire.otlp;

import java.util.Base64;
import java.util.List;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts OpenTelemetry's values to JSON of the same type.
 */
final class OtlpValues {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private OtlpValues() {
	}

	/** An object. If a key occurs twice, the last value counts. */
	static ObjectNode object(List<KeyValue> attributes) {
		ObjectNode object = NODES.objectNode();
		attributes.forEach((attribute) -> object.set(attribute.getKey(), node(attribute.getValue())));
		return object;
	}

	private static JsonNode node(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> NODES.stringNode(value.getStringValue());
			case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
			case INT_VALUE -> NODES.numberNode(value.getIntValue());
			case DOUBLE_VALUE -> number(value.getDoubleValue());
			case BYTES_VALUE ->
				NODES.stringNode(Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
			case ARRAY_VALUE -> array(value.getArrayValue().getValuesList());
			case KVLIST_VALUE -> object(value.getKvlistValue().getValuesList());
			default -> NODES.nullNode();
		};
	}

	/** A number; NaN and the infinities, which JSON does not have, become text. */
	private static JsonNode number(double number) {
		return Double.isFinite(number) ? NODES.numberNode(number) : NODES.stringNode(String.valueOf(number));
	}

	private static ArrayNode array(List<AnyValue> values) {
		ArrayNode array = NODES.arrayNode();
		values.forEach((value) -> array.add(node(value)));
		return array;
	}

}

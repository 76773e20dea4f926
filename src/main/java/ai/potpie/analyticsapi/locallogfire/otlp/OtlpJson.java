package ai.potpie.analyticsapi.locallogfire.otlp;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses OTLP's JSON, which is Protobuf's JSON with ids in hexadecimal digits. Unknown
 * keys are ignored, as OTLP demands.
 */
final class OtlpJson {

	private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

	private OtlpJson() {
	}

	/** Parses a body; throws a {@link RuntimeException} if it is not OTLP. */
	static ExportTraceServiceRequest parse(byte[] body) {
		JsonNode json = JsonMapper.shared().readTree(body);
		ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
		merge(json, request);
		return request.build();
	}

	private static void merge(JsonNode json, Message.Builder message) {
		if (!json.isObject()) {
			throw new IllegalArgumentException("Not an object: " + message.getDescriptorForType().getName());
		}
		for (Map.Entry<String, JsonNode> property : json.properties()) {
			FieldDescriptor field = field(message.getDescriptorForType(), property.getKey());
			if (field != null && !property.getValue().isNull()) {
				set(message, field, property.getValue());
			}
		}
	}

	private static @Nullable FieldDescriptor field(Descriptor type, String name) {
		return type.getFields()
			.stream()
			.filter((field) -> field.getJsonName().equals(name) || field.getName().equals(name))
			.findFirst()
			.orElse(null);
	}

	private static void set(Message.Builder message, FieldDescriptor field, JsonNode json) {
		if (!field.isRepeated()) {
			message.setField(field, value(message, field, json));
			return;
		}
		if (!json.isArray()) {
			throw new IllegalArgumentException("Not an array: " + field.getJsonName());
		}
		json.values().forEach((element) -> message.addRepeatedField(field, value(message, field, element)));
	}

	private static Object value(Message.Builder message, FieldDescriptor field, JsonNode json) {
		return switch (field.getJavaType()) {
			case MESSAGE -> {
				Message.Builder child = message.newBuilderForField(field);
				merge(json, child);
				yield child.build();
			}
			case STRING -> json.stringValue();
			case BOOLEAN -> json.booleanValue();
			case LONG -> json.isString() ? number(json.stringValue()) : json.longValue();
			case INT -> json.isString() ? Integer.parseInt(json.stringValue()) : json.intValue();
			case DOUBLE -> json.isString() ? Double.parseDouble(json.stringValue()) : json.doubleValue();
			case BYTE_STRING -> bytes(field, json.stringValue());
			case ENUM -> json.isString() ? field.getEnumType().findValueByName(json.stringValue())
					: field.getEnumType().findValueByNumberCreatingIfUnknown(json.intValue());
			default -> throw new IllegalArgumentException("Unexpected type: " + field.getJsonName());
		};
	}

	/** Times are unsigned, values are signed. */
	private static long number(String text) {
		return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
	}

	private static ByteString bytes(FieldDescriptor field, String text) {
		return ByteString
			.copyFrom(IDS.contains(field.getName()) ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
	}

}

package ai.potpie.analyticsapi.openapi;

import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.potpie.analyticsapi.web.parameters.ParameterLimits;
import ai.potpie.analyticsapi.web.parameters.ParameterRecord;
import ai.potpie.analyticsapi.web.parameters.StrictConverters;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.media.JsonSchema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * The schema of one parameter: its type and range from the record's component, and the
 * additions of {@code @Schema} on the component or its constraint.
 * <p>
 * Examples belong to the schema, because Swagger UI sends a parameter's own example
 * unless it is cleared. Generated clients send defaults, so the schema has only those
 * that do not depend on other parameters. All examples of a request fit together; dates
 * have none, because they exclude {@code days}.
 */
final class ParameterSchema {

	/**
	 * A pattern instead of a list: there are some 600 names, and more with each version
	 * of the JDK.
	 */
	private static final String NAME_OF_A_ZONE = "^[A-Za-z][A-Za-z0-9_+/-]*$";

	private static final Map<Class<?>, String> FORMATS = Map.of(LocalDate.class, "date", Instant.class, "date-time");

	private ParameterSchema() {
	}

	static JsonSchema of(ParameterRecord.Component component, ParameterLimits limits) {
		Parameter declaration = component.declaration();
		MergedAnnotations annotations = MergedAnnotations.from(declaration);
		if (!component.isRepeatable()) {
			return described(component.type(), declaration, annotations, limits);
		}
		JsonSchema list = new JsonSchema();
		list.addType("array");
		list.setItems(described(component.type(), declaration, annotations, limits));
		annotations.stream(ArraySchema.class).forEach((array) -> {
			list.setMaxItems(array.getInt("maxItems"));
			list.setUniqueItems(array.getBoolean("uniqueItems") ? true : null);
		});
		return list;
	}

	private static JsonSchema described(Class<?> type, Parameter declaration, MergedAnnotations annotations,
			ParameterLimits limits) {
		JsonSchema schema = ofType(type);
		Optional.ofNullable(declaration.getAnnotation(Min.class))
			.ifPresent((min) -> schema.setMinimum(BigDecimal.valueOf(min.value())));
		Optional.ofNullable(declaration.getAnnotation(Max.class))
			.ifPresent((max) -> schema.setMaximum(BigDecimal.valueOf(limits.max(max))));
		annotations.stream(Schema.class).map(MergedAnnotation::synthesize).forEach((said) -> add(said, type, schema));
		return schema;
	}

	private static JsonSchema ofType(Class<?> type) {
		JsonSchema schema = new JsonSchema();
		if (type == Integer.class) {
			schema.typesItem("integer").setFormat("int32");
		}
		else if (type == Boolean.class) {
			schema.typesItem("boolean");
		}
		else {
			schema.typesItem("string").setFormat(FORMATS.get(type));
			schema.setPattern((type == ZoneId.class) ? NAME_OF_A_ZONE : null);
			schema.setEnum(type.isEnum() ? List.copyOf(StrictConverters.names(type)) : null);
		}
		return schema;
	}

	private static void add(Schema said, Class<?> type, JsonSchema schema) {
		if (!said.defaultValue().isEmpty()) {
			schema.setDefault(value(said.defaultValue(), type));
		}
		if (!said.example().isEmpty()) {
			schema.setExamples(List.of(value(said.example(), type)));
		}
		if (!said.pattern().isEmpty()) {
			schema.setPattern(said.pattern());
		}
		if (said.maxLength() < Integer.MAX_VALUE) {
			schema.minLength(said.minLength()).setMaxLength(said.maxLength());
		}
	}

	private static Object value(String text, Class<?> type) {
		if (type == Integer.class) {
			return Integer.valueOf(text);
		}
		return (type == Boolean.class) ? Boolean.valueOf(text) : text;
	}

}

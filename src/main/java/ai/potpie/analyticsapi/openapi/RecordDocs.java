package ai.potpie.analyticsapi.openapi;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.web.parameters.StrictConverters;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.ResolvedType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;
import tools.jackson.databind.PropertyNamingStrategies;

import org.springframework.core.Nullness;
import org.springframework.core.ResolvableType;

/**
 * Adds facts from the Java records to the schemas of answers: a component is always
 * present unless it has a {@code @JsonInclude}, is null only if it is {@code @Nullable},
 * and is described by its Javadoc, as is the record.
 */
class RecordDocs implements ModelConverter {

	private final JavadocProvider javadoc;

	RecordDocs(JavadocProvider javadoc) {
		this.javadoc = javadoc;
	}

	@Override
	public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
			Iterator<ModelConverter> chain) {
		Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		Class<?> described = rawClass(type.getType());
		if (described.isRecord()) {
			describe(described, context.getDefinedModels().get(described.getSimpleName()));
		}
		return schema;
	}

	/**
	 * The class of a schema: Swagger passes a class for types in annotations, and a
	 * Jackson type for all others.
	 */
	private static Class<?> rawClass(Type type) {
		return (type instanceof ResolvedType resolved) ? resolved.getRawClass()
				: ResolvableType.forType(type).toClass();
	}

	private void describe(Class<?> type, @Nullable Schema<?> model) {
		if (model != null && model.getProperties() != null) {
			// Swagger describes no class whose first use is unwrapped
			model.setDescription(this.javadoc.getClassJavadoc(type));
			rename(model);
			model.setRequired(null);
			addComponents(type, model);
		}
	}

	/** Swagger names properties by annotations alone, not as the mapper does. */
	private static void rename(Schema<?> model) {
		for (String name : List.copyOf(model.getProperties().keySet())) {
			Schema<?> property = model.getProperties().remove(name);
			model.addProperty(jsonName(name), property);
		}
	}

	/**
	 * Describes the properties of components. Unwrapped components and maps have no
	 * property of their own.
	 */
	private void addComponents(Class<?> type, Schema<?> model) {
		Map<String, String> descriptions = this.javadoc.getRecordClassParamJavadoc(type);
		for (RecordComponent component : type.getRecordComponents()) {
			Schema<?> property = model.getProperties().get(name(component));
			if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
				addComponents(component.getType(), model);
			}
			else if (component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)) {
				addKeys(component, descriptions.get(component.getName()), model);
			}
			else if (property != null) {
				property.setDescription(descriptions.get(component.getName()));
				addNullness(component, property, model);
			}
		}
	}

	/**
	 * Describes a map whose keys are the constants of an enum: each may be present, with
	 * a text.
	 */
	private static void addKeys(RecordComponent map, @Nullable String description, Schema<?> model) {
		Class<?> keys = ResolvableType.forMethodReturnType(map.getAccessor()).getGeneric(0).toClass();
		model.getProperties().remove(name(map));
		StrictConverters.names(keys)
			.forEach((key) -> model.addProperty(key, new JsonSchema().typesItem("string").description(description)));
	}

	/**
	 * Marks a property as nullable or required. One that is left out without a value is
	 * never null.
	 */
	private static void addNullness(RecordComponent component, Schema<?> property, Schema<?> model) {
		if (component.getAccessor().isAnnotationPresent(JsonInclude.class)) {
			return;
		}
		model.addRequiredItem(name(component));
		if (Nullness.forMethodReturnType(component.getAccessor()) == Nullness.NULLABLE) {
			addNull(property);
		}
	}

	// Keywords beside a $ref apply as well, so null needs an alternative. Records that
	// unwrap
	// the same one share its properties.
	private static void addNull(Schema<?> property) {
		if (property.get$ref() != null) {
			property.addOneOfItem(new JsonSchema().$ref(property.get$ref()));
			property.addOneOfItem(new JsonSchema().typesItem("null"));
			property.set$ref(null);
		}
		else if (property.getOneOf() == null) {
			property.addType("null");
		}
		else if (property.getOneOf().stream().noneMatch(RecordDocs::isNull)) {
			property.addOneOfItem(new JsonSchema().typesItem("null"));
		}
	}

	private static boolean isNull(Schema<?> schema) {
		return schema.getTypes() != null && schema.getTypes().contains("null");
	}

	private static String name(RecordComponent component) {
		JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
		return (given != null) ? given.value() : jsonName(component.getName());
	}

	/** As {@code spring.jackson.property-naming-strategy} has it. */
	private static String jsonName(String name) {
		return PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, name);
	}

}

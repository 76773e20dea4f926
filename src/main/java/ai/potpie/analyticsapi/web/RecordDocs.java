package ai.potpie.analyticsapi.web;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;

import org.springframework.core.Nullness;
import org.springframework.core.ResolvableType;

/**
 * Adds to the schemas of answers what their records say in Java: a component is always
 * there, is null only if it is {@code @Nullable}, and is described by its Javadoc.
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
		if (schema != null) {
			describe(ResolvableType.forType(type.getType()), schema, context.getDefinedModels());
		}
		return schema;
	}

	/** Down to the records inside, of which springdoc tells only the names. */
	@SuppressWarnings("rawtypes")
	private void describe(ResolvableType type, Schema<?> schema, Map<String, Schema> models) {
		for (ResolvableType generic : type.getGenerics()) {
			Optional.ofNullable(schema.getItems()).ifPresent((items) -> describe(generic, items, models));
		}
		Class<?> recordType = type.toClass();
		Schema<?> model = (schema.get$ref() != null)
				? models.get(schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length())) : schema;
		if (!recordType.isRecord() || model == null || model.getProperties() == null) {
			return;
		}
		Map<String, String> descriptions = this.javadoc.getRecordClassParamJavadoc(recordType);
		for (RecordComponent component : recordType.getRecordComponents()) {
			String name = name(component);
			Schema<?> property = model.getProperties().get(name);
			if (property != null) {
				describe(ResolvableType.forMethodReturnType(component.getAccessor()), property, models);
				property.setDescription(descriptions.get(component.getName()));
				require(component, name, property, model);
			}
		}
	}

	private static String name(RecordComponent component) {
		JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
		return (given != null) ? given.value() : component.getName();
	}

	private static void require(RecordComponent component, String name, Schema<?> property, Schema<?> model) {
		if (!component.getAccessor().isAnnotationPresent(JsonInclude.class)
				&& (model.getRequired() == null || !model.getRequired().contains(name))) {
			model.addRequiredItem(name);
		}
		if (Nullness.forMethodReturnType(component.getAccessor()) == Nullness.NULLABLE) {
			property.addType("null");
		}
	}

}

package ai.potpie.analyticsapi.web.parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.validation.DataBinder;
import org.springframework.validation.FieldError;

/**
 * The values that a client sent for a record. This class converts them itself, because
 * Spring's binder falls back to lenient property editors when a conversion fails.
 */
record SentParameters(ParameterRecord declared, Map<String, String[]> sent, DataBinder binder, ParameterLimits limits) {

	/** A value for each component; errors are in the binder's result. */
	@Nullable Object[] values() {
		rejectUnknown();
		return this.declared.components().stream().map(this::value).toArray();
	}

	private void rejectUnknown() {
		this.sent.keySet()
			.stream()
			.filter((name) -> !this.declared.names().contains(name))
			.forEach((name) -> reject(name, "is not a parameter here. " + allowed()));
	}

	private String allowed() {
		return this.declared.names().isEmpty() ? "There are none"
				: "Allowed are " + String.join(", ", this.declared.names());
	}

	private @Nullable Object value(ParameterRecord.Component component) {
		String name = component.name();
		String[] values = this.sent.get(name);
		if (values == null) {
			return null;
		}
		if (component.isRepeatable()) {
			return allConverted(values, component);
		}
		if (values.length > 1) {
			return reject(name, "must be given once, not %d times".formatted(values.length));
		}
		return values[0].isEmpty() ? reject(name, "must not be empty: " + component.expectation(this.limits))
				: converted(values[0], component);
	}

	private @Nullable Object allConverted(String[] values, ParameterRecord.Component component) {
		List<Object> all = new ArrayList<>();
		for (String value : values) {
			Object one = converted(value, component);
			if (one == null) {
				return null;
			}
			all.add(one);
		}
		return all;
	}

	private @Nullable Object converted(String value, ParameterRecord.Component component) {
		ConversionService conversions = Objects.requireNonNull(this.binder.getConversionService());
		try {
			return conversions.convert(value, component.type());
		}
		catch (ConversionException ex) {
			return reject(component.name(), component.expectation(this.limits));
		}
	}

	/** Reports an error. The value then counts as absent. */
	private @Nullable Object reject(String name, String message) {
		this.binder.getBindingResult().addError(new FieldError(this.binder.getObjectName(), name, message));
		return null;
	}

}

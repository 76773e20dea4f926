package ai.potpie.analyticsapi.web.parameters;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters that a handler takes, as its record declares them: the one source of
 * their names and of what they accept.
 */
public record ParameterRecord(Constructor<?> constructor, List<Component> components, Set<String> names) {

	// The JDK reads a constructor's annotations anew each time they are asked for
	private static final ClassValue<ParameterRecord> DECLARED = new ClassValue<>() {

		@Override
		protected ParameterRecord computeValue(Class<?> type) {
			return read(type);
		}

	};

	public static ParameterRecord of(Class<?> type) {
		return DECLARED.get(type);
	}

	/** Whether a handler's parameter is such a record. */
	public static boolean isTakenBy(MethodParameter parameter) {
		return parameter.getParameterType().isRecord()
				&& !parameter.hasParameterAnnotation(AuthenticationPrincipal.class);
	}

	private static ParameterRecord read(Class<?> type) {
		Constructor<?> constructor = BeanUtils.getResolvableConstructor(type);
		List<Component> components = Arrays.stream(constructor.getParameters()).map(Component::of).toList();
		Set<String> names = components.stream()
			.map(Component::name)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		return new ParameterRecord(constructor, components, Collections.unmodifiableSet(names));
	}

	public Class<?> type() {
		return this.constructor.getDeclaringClass();
	}

	/** The record with these values, one for each component. */
	Object make(@Nullable Object[] values) {
		return BeanUtils.instantiateClass(this.constructor, values);
	}

	/**
	 * The component of a field that binding or validation complains about, which may be
	 * {@code start_date}, {@code startDate} or {@code projectId[3]}.
	 */
	public Optional<Component> find(String field) {
		String name = field.replaceFirst("\\[.*", "");
		return this.components.stream()
			.filter((component) -> component.name().equals(name) || component.field().equals(name))
			.findFirst();
	}

	/** One parameter: as the client sends it, and as the record calls it. */
	public record Component(String name, String field, Parameter declaration) {

		static Component of(Parameter parameter) {
			BindParam given = parameter.getAnnotation(BindParam.class);
			return new Component((given != null) ? given.value() : parameter.getName(), parameter.getName(), parameter);
		}

		public boolean isRepeatable() {
			return List.class.isAssignableFrom(this.declaration.getType());
		}

		/** What one value is. */
		public Class<?> type() {
			ResolvableType type = ResolvableType.forType(this.declaration.getParameterizedType());
			return (isRepeatable() ? type.getGeneric() : type).toClass();
		}

		/** What a value has to be, for someone who sent another one. */
		public String expectation() {
			Class<?> type = type();
			if (type == Integer.class) {
				return "must be a whole number" + range();
			}
			if (type.isEnum()) {
				return "must be one of " + String.join(", ", StrictConverters.names(type));
			}
			return switch (type.getSimpleName()) {
				case "String" -> "must be some text";
				case "LocalDate" -> "must be a date like 2026-02-11";
				case "ZoneId" -> "must be the name of an IANA time zone like Europe/Berlin";
				case "Boolean" -> "must be true or false";
				default -> "is not a valid " + this.name.replace('_', ' ').toLowerCase(Locale.ROOT);
			};
		}

		private String range() {
			Min min = this.declaration.getAnnotation(Min.class);
			Max max = this.declaration.getAnnotation(Max.class);
			return (min != null && max != null) ? " from %d to %d".formatted(min.value(), max.value()) : "";
		}

	}

}

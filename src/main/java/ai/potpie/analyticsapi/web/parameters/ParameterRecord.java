package ai.potpie.analyticsapi.web.parameters;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters of a handler, as its record declares them: the only source of their
 * names and accepted values.
 */
public record ParameterRecord(Constructor<?> constructor, List<ParameterPart> parts, List<Component> components,
		Set<String> names) implements ParameterPart {

	// The JDK parses a constructor's annotations again for each call
	private static final ClassValue<ParameterRecord> DECLARED = new ClassValue<>() {

		@Override
		protected ParameterRecord computeValue(Class<?> type) {
			return read(type);
		}

	};

	public static ParameterRecord of(Class<?> type) {
		return DECLARED.get(type);
	}

	/** Whether the argument of a handler is a record of parameters. */
	public static boolean isTakenBy(MethodParameter parameter) {
		return parameter.getParameterType().isRecord()
				&& !parameter.hasParameterAnnotation(AuthenticationPrincipal.class);
	}

	private static ParameterRecord read(Class<?> type) {
		Constructor<?> constructor = BeanUtils.getResolvableConstructor(type);
		List<ParameterPart> parts = Arrays.stream(constructor.getParameters()).map((each) -> part(type, each)).toList();
		List<Component> components = parts.stream().flatMap(ParameterPart::leaves).toList();
		Set<String> names = components.stream()
			.map(Component::name)
			.collect(Collectors.toCollection(LinkedHashSet::new));
		return new ParameterRecord(constructor, parts, components, Collections.unmodifiableSet(names));
	}

	/** A parameter, or a record of some that several handlers have. */
	private static ParameterPart part(Class<?> owner, Parameter declaration) {
		return declaration.isAnnotationPresent(Valid.class) ? read(declaration.getType())
				: Component.of(owner, declaration);
	}

	@Override
	public Stream<Component> leaves() {
		return this.components.stream();
	}

	public Class<?> type() {
		return this.constructor.getDeclaringClass();
	}

	/** Creates the record from values, one for each component. */
	Object make(@Nullable Object[] values) {
		return make(Arrays.asList(values).iterator());
	}

	@Override
	public Object make(Iterator<@Nullable Object> values) {
		return BeanUtils.instantiateClass(this.constructor,
				this.parts.stream().map((part) -> part.make(values)).toArray());
	}

	/**
	 * The component for a field in an error of binding or validation, which may be called
	 * {@code start_date}, {@code days.startDate} or {@code filters.projectId[3]}.
	 */
	public Optional<Component> find(String field) {
		String name = field.replaceFirst("\\[.*", "").replaceFirst(".*\\.", "");
		return this.components.stream()
			.filter((component) -> component.name().equals(name) || component.field().equals(name))
			.findFirst();
	}

	/**
	 * One parameter, with the name that clients send and the name of the record's
	 * component.
	 */
	public record Component(String name, Class<?> owner, String field, Parameter declaration) implements ParameterPart {

		static Component of(Class<?> owner, Parameter parameter) {
			BindParam given = parameter.getAnnotation(BindParam.class);
			return new Component((given != null) ? given.value() : parameter.getName(), owner, parameter.getName(),
					parameter);
		}

		@Override
		public Stream<Component> leaves() {
			return Stream.of(this);
		}

		@Override
		public @Nullable Object make(Iterator<@Nullable Object> values) {
			return values.next();
		}

		public boolean isRepeatable() {
			return List.class.isAssignableFrom(this.declaration.getType());
		}

		/** The type of a single value. */
		public Class<?> type() {
			ResolvableType type = ResolvableType.forType(this.declaration.getParameterizedType());
			return (isRepeatable() ? type.getGeneric() : type).toClass();
		}

		/**
		 * The error message for a value of the wrong type, which says what is expected.
		 */
		public String expectation(ParameterLimits limits) {
			Class<?> type = type();
			if (type == Integer.class) {
				return "must be a whole number" + range(limits);
			}
			if (type.isEnum()) {
				return "must be one of " + String.join(", ", StrictConverters.names(type));
			}
			return switch (type.getSimpleName()) {
				case "String" -> "must be some text";
				case "LocalDate" -> "must be a date like 2026-02-11";
				case "Instant" -> "must be a moment in UTC like 2026-02-11T09:30:00Z";
				case "ZoneId" -> "must be the name of an IANA time zone like Europe/Berlin";
				case "Boolean" -> "must be true or false";
				default -> "is not a valid " + this.name.replace('_', ' ').toLowerCase(Locale.ROOT);
			};
		}

		private String range(ParameterLimits limits) {
			Min min = this.declaration.getAnnotation(Min.class);
			Max max = this.declaration.getAnnotation(Max.class);
			return (min != null && max != null) ? " from %d to %d".formatted(min.value(), limits.max(max)) : "";
		}

	}

}

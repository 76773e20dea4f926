package ai.potpie.analyticsapi.analytics.period;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * Requires that {@code start_date} and {@code end_date} come together and exclude
 * {@code days}, are in order and not in the future, and that the days are at most
 * {@link #maxDays()} and within the {@link WindowLimits}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WindowValidator.class)
public @interface WindowOf {

	int maxDays();

	/** Whether all of the days must have complete data, as far as it is known. */
	boolean requiresData() default true;

	String message() default "";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}

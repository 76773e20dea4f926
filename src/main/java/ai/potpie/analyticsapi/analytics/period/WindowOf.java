package ai.potpie.analyticsapi.analytics.period;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * {@code start_date} and {@code end_date} come together and instead of {@code days}, in
 * order, not in the future, and are not more than {@link #maxDays()}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WindowValidator.class)
public @interface WindowOf {

	int maxDays();

	String message() default "";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}

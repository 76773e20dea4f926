package ai.potpie.analyticsapi.analytics.period;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Requires a number of days within the {@link WindowLimits}.
 */
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FewDays.Validator.class)
@interface FewDays {

	String message() default "must be a whole number from 1 to %d";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	class Validator implements ConstraintValidator<FewDays, Integer> {

		private final WindowLimits limits;

		Validator(WindowLimits limits) {
			this.limits = limits;
		}

		@Override
		public boolean isValid(@Nullable Integer days, ConstraintValidatorContext context) {
			if (days == null || days <= this.limits.maxDays()) {
				return true;
			}
			String message = context.getDefaultConstraintMessageTemplate().formatted(this.limits.maxDays());
			context.disableDefaultConstraintViolation();
			context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
			return false;
		}

	}

}

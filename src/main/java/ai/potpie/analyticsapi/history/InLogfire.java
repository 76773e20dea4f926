package ai.potpie.analyticsapi.history;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.LocalDate;

import ai.potpie.analyticsapi.analytics.period.DateOrder;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires days that Logfire still keeps.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = InLogfire.Validator.class)
@interface InLogfire {

	String message() default "";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	class Validator implements ConstraintValidator<InLogfire, RefillParameters> {

		private final RetentionProperties retention;

		private final Clock clock;

		Validator(RetentionProperties retention, Clock clock) {
			this.retention = retention;
			this.clock = clock;
		}

		@Override
		public boolean isValid(RefillParameters parameters, ConstraintValidatorContext context) {
			if (parameters.startDate() == null || parameters.endDate() == null) {
				return true;
			}
			Window window = parameters.window(this.clock);
			LocalDate first = this.retention.firstDay(window.zone(), this.clock.instant());
			return !window.first().isBefore(first) || DateOrder.fault(context, "startDate",
					"must not be before %s: Logfire keeps %d days".formatted(first, this.retention.retentionDays()));
		}

	}

}

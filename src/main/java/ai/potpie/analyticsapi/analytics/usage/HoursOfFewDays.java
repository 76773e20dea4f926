package ai.potpie.analyticsapi.analytics.usage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires that buckets of an hour cover at most {@value Granularity#MAX_DAYS_OF_HOURS}
 * days.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HoursOfFewDays.Validator.class)
@interface HoursOfFewDays {

	String message() default "hour is for at most " + Granularity.MAX_DAYS_OF_HOURS + " days";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	class Validator implements ConstraintValidator<HoursOfFewDays, UsageParameters> {

		@Override
		public boolean isValid(UsageParameters parameters, ConstraintValidatorContext context) {
			if (parameters.granularity() != Granularity.HOUR || days(parameters) <= Granularity.MAX_DAYS_OF_HOURS) {
				return true;
			}
			context.disableDefaultConstraintViolation();
			context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
				.addPropertyNode("granularity")
				.addConstraintViolation();
			return false;
		}

		private static long days(UsageParameters parameters) {
			if (parameters.startDate() != null && parameters.endDate() != null) {
				return ChronoUnit.DAYS.between(parameters.startDate(), parameters.endDate()) + 1;
			}
			return (parameters.days() != null) ? parameters.days() : 0;
		}

	}

}

package ai.potpie.analyticsapi.analytics.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * The values that a filter accepts: text of 1 to 1,000 characters without NUL, or a list
 * of up to 20 such texts. Logfire's SDKs shorten longer attributes, so a longer filter
 * would match nothing.
 */
@Schema(minLength = 1, maxLength = FilterTextValidator.MAX_LENGTH, pattern = "^[^\\u0000]+$")
@ArraySchema(maxItems = FilterTextValidator.MAX_VALUES)
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = { FilterTextValidator.OfOne.class, FilterTextValidator.OfMany.class })
public @interface FilterText {

	String message() default "must be text of 1 to 1000 characters, without NUL, and at most 20 times";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}

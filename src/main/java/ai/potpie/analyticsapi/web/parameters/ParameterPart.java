package ai.potpie.analyticsapi.web.parameters;

import java.util.Iterator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A component of a record of parameters: one parameter, or a record of several that other
 * handlers have too, which is marked with {@code @Valid}.
 */
sealed interface ParameterPart permits ParameterRecord, ParameterRecord.Component {

	/** The parameters in it. */
	Stream<ParameterRecord.Component> leaves();

	/** Makes its value of as many values as it has parameters. */
	@Nullable Object make(Iterator<@Nullable Object> values);

}

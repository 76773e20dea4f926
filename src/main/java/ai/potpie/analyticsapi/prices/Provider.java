package ai.potpie.analyticsapi.prices;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is called.
 *
 * @param isNamed whether a name in lower case, other than its id, is this provider's
 * @param hasModelsNamed whether a model of that name is this provider's, if a call does
 * not tell the provider
 * @param fallbacks ids of those whose models it offers too
 */
record Provider(String id, Predicate<String> isNamed, Predicate<String> hasModelsNamed, List<String> fallbacks,
		List<Model> models) {

	/** The first that goes by the name. */
	Optional<Model> model(String name) {
		return this.models.stream().filter((model) -> model.isNamed().test(name)).findFirst();
	}

}

package ai.potpie.analyticsapi.prices;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A provider of models.
 *
 * @param isNamed whether a name in lower case, other than the id, names this provider
 * @param hasModelsNamed whether the name of a model tells this provider, for calls that
 * name no provider
 * @param fallbacks ids of other providers whose models this one offers too
 */
record Provider(String id, Predicate<String> isNamed, Predicate<String> hasModelsNamed, List<String> fallbacks,
		List<Model> models) {

	/** The first model with this name. */
	Optional<Model> model(String name) {
		return this.models.stream().filter((model) -> model.isNamed().test(name)).findFirst();
	}

}

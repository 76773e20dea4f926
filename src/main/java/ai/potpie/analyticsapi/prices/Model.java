package ai.potpie.analyticsapi.prices;

import java.util.function.Predicate;

/**
 * A model and its price.
 *
 * @param isNamed whether a name in lower case names this model
 */
record Model(Predicate<String> isNamed, ModelPrice price) {
}

package ai.potpie.analyticsapi.prices;

import java.util.function.Predicate;

/**
 * What is called.
 *
 * @param isNamed whether a name in lower case is this model's
 */
record Model(Predicate<String> isNamed, ModelPrice price) {
}

/**
 * Some days beside earlier ones.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.comparison;

import org.jspecify.annotations.NullMarked;

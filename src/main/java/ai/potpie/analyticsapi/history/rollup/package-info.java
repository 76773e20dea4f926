/**
 * The history of a user by days, weeks, months or years.
 */
@NullMarked
package ai.potpie.analyticsapi.history.rollup;

import org.jspecify.annotations.NullMarked;

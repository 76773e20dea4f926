/**
 * What a user may still spend, and what a user will have spent.
 */
@NullMarked
package ai.potpie.analyticsapi.alert.budget;

import org.jspecify.annotations.NullMarked;

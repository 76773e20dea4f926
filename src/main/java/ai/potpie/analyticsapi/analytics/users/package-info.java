/**
 * The totals of all users, by user.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics.users;

import org.jspecify.annotations.NullMarked;

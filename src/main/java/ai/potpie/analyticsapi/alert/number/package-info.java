/**
 * What users used in a time, as the API's answers count it, and what they will have used
 * at its end.
 */
@NullMarked
package ai.potpie.analyticsapi.alert.number;

import org.jspecify.annotations.NullMarked;

/**
 * How a wrong setting stops the start, with a message that says what to set instead.
 */
@NullMarked
package ai.potpie.analyticsapi.settings;

import org.jspecify.annotations.NullMarked;

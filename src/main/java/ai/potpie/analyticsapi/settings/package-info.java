/**
 * What all settings have in common: checks of them, and how a wrong one stops the start
 * with a message that says what to set instead.
 */
@NullMarked
package ai.potpie.analyticsapi.settings;

import org.jspecify.annotations.NullMarked;

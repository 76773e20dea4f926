/**
 * Writes answers to HTTP: their bytes, headers and times.
 */
@NullMarked
package ai.potpie.analyticsapi.web.reply;

import org.jspecify.annotations.NullMarked;

/**
 * The questions and their answers: one file per question, the controllers, and the
 * records they answer with.
 */
@NullMarked
package ai.potpie.analyticsapi.analytics;

import org.jspecify.annotations.NullMarked;
